namespace AuthDemo.Web.Storage;

/// <summary>
/// Key <c>DataFolder</c>: where this service keeps what outlives it (keys, and with the simulator its certificates). <c>data</c> by
/// default; a relative path starts at the content root.
/// </summary>
internal sealed class DataFolder
{
    /// <summary>The key's name.</summary>
    public const string Key = "DataFolder";

    private readonly string _path;

    public DataFolder(IConfiguration configuration, IHostEnvironment host) =>
        _path = Path.GetFullPath(configuration[Key] is { Length: > 0 } given ? given : "data", host.ContentRootPath);

    /// <summary>A folder in it, made if it is not there, readable by this user only.</summary>
    public string Sub(string name)
    {
        var path = Path.Combine(_path, name);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}

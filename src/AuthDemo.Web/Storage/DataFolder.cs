namespace AuthDemo.Web.Storage;

/// <summary>
/// Key <c>DataFolder</c>: the folder of the service's persistent files (keys, and the simulator's certificates). <c>data</c> by
/// default; a relative path is resolved against the content root.
/// </summary>
internal sealed class DataFolder
{
    /// <summary>The key's name.</summary>
    public const string Key = "DataFolder";

    private readonly string _path;

    public DataFolder(IConfiguration configuration, IHostEnvironment host) =>
        _path = Path.GetFullPath(configuration[Key] is { Length: > 0 } given ? given : "data", host.ContentRootPath);

    /// <summary>A subfolder, created if it does not exist, accessible to the current user only.</summary>
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

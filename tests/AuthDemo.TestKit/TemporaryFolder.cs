namespace AuthDemo.TestKit;

/// <summary>A new empty folder, deleted with its content on disposal. The indexer returns a path in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>The folder's absolute path.</summary>
    public string FullName { get; } = Directory.CreateTempSubdirectory("authdemo-test-").FullName;

    /// <summary>The path of a file or folder in it.</summary>
    public string this[string name] => Path.Combine(FullName, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(FullName))
            Directory.Delete(FullName, recursive: true);
    }
}

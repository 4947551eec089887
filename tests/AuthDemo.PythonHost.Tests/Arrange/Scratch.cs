namespace AuthDemo.PythonHost.Tests.Arrange;

/// <summary>A folder of one test; the indexer gives a path in it.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("authdemo-test-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

using System.Text.Json.Serialization;

namespace AuthDemo.PythonHost.Locating;

/// <summary>What a Python executable said about itself.</summary>
/// <param name="Executable">Its own path; a pyenv shim resolves itself here.</param>
/// <param name="Version">Major, minor, patch.</param>
/// <param name="Implementation">Only <c>cpython</c> can be hosted.</param>
/// <param name="BasePrefix">Where it is installed; differs from the prefix in a virtual environment.</param>
/// <param name="LibraryFolders">Where its shared library may be, likeliest first.</param>
/// <param name="LibraryNames">What the shared library may be called.</param>
/// <param name="FreeThreaded">Built without a GIL.</param>
/// <param name="Bits">Pointer size.</param>
internal sealed record PythonDescription(
    [property: JsonPropertyName("executable")] string Executable,
    [property: JsonPropertyName("version")] int[] Version,
    [property: JsonPropertyName("implementation")] string Implementation,
    [property: JsonPropertyName("base_prefix")] string BasePrefix,
    [property: JsonPropertyName("library_folders")] string[] LibraryFolders,
    [property: JsonPropertyName("library_names")] string[] LibraryNames,
    [property: JsonPropertyName("free_threaded")] bool FreeThreaded,
    [property: JsonPropertyName("bits")] int Bits)
{
    [JsonIgnore]
    public Version Number => new(Version[0], Version[1], Version[2]);

    /// <summary>The shared library's path, or null: then this Python can run as a process only.</summary>
    [JsonIgnore]
    public string? Library =>
        (from folder in LibraryFolders from name in LibraryNames select Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}

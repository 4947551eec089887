namespace AuthDemo.Architecture.Tests;

/// <summary>A source file of the repository. Generated files are left out.</summary>
/// <param name="Path">Its path below the repository's root.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    private static readonly string[] s_skipped = ["bin", "obj", "Migrations", "__pycache__"];

    /// <summary>The files with one of these extensions, below a folder of the repository.</summary>
    public static IEnumerable<SourceFile> Below(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories)
            .Where(path => extensions.Contains(System.IO.Path.GetExtension(path)))
            .Select(path => (Full: path, Relative: System.IO.Path.GetRelativePath(Repository.Root, path)))
            .Where(path => !path.Relative.Split(System.IO.Path.DirectorySeparatorChar).Intersect(s_skipped).Any())
            .OrderBy(path => path.Relative, StringComparer.Ordinal)
            .Select(path => new SourceFile(path.Relative, File.ReadAllLines(path.Full)));

    /// <summary>The places where a text occurs, in any case: <c>path:line</c>.</summary>
    public IEnumerable<string> Find(string text) => Lines.Index()
        .Where(line => line.Item.Contains(text, StringComparison.OrdinalIgnoreCase))
        .Select(line => $"{Path}:{line.Index + 1}: {line.Item.Trim()}");
}

using System.Text.RegularExpressions;

namespace AuthDemo.Architecture.Tests;

/// <summary>A top-level type and how many lines all its parts have together; nested types count as lines of it.</summary>
/// <param name="Name">Folder and type.</param>
/// <param name="Lines">From the declaration to the closing brace of each part; a component's markup counts whole.</param>
/// <param name="Parts">How many parts there are.</param>
internal sealed partial record TypeSize(string Name, int Lines, int Parts)
{
    /// <summary>
    /// Measures the types of these files. With file-scoped namespaces (the compiler enforces those) a top-level declaration is all that
    /// begins in the first column, and so does the brace that ends it.
    /// </summary>
    public static IEnumerable<TypeSize> Of(IEnumerable<SourceFile> files) => files
        .SelectMany(file => file.Path.EndsWith(".razor", StringComparison.Ordinal) ? Component(file) : Declarations(file))
        .GroupBy(part => part.Name, part => part.Lines)
        .Select(parts => new TypeSize(parts.Key, parts.Sum(), parts.Count()));

    public override string ToString() => $"{Name}: {Lines} lines in {Parts} part(s)";

    private static IEnumerable<(string Name, int Lines)> Component(SourceFile file) =>
        [($"{Path.GetDirectoryName(file.Path)}/{Path.GetFileNameWithoutExtension(file.Path)}", file.Lines.Count)];

    private static IEnumerable<(string Name, int Lines)> Declarations(SourceFile file)
    {
        (string Name, int Start)? type = null;
        var hasBody = false;
        foreach (var (index, line) in file.Lines.Index())
        {
            if (Declaration().Match(line) is { Success: true } declaration)
                (type, hasBody) = (($"{Path.GetDirectoryName(file.Path)}/{declaration.Groups["name"].Value}", index), false);
            hasBody |= line == "{";
            // A declaration without a body, or with one on its own line, ends with the statement.
            if (type is not { } open || (hasBody ? line != "}" : !line.EndsWith(';') && !line.EndsWith('}')))
                continue;
            yield return (open.Name, index - open.Start + 1);
            type = null;
        }
    }

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|unsafe|ref)\s+)*(?:class|interface|enum|struct|record(?:\s+(?:class|struct))?|delegate\s+[\w<>\[\]?.]+)\s+(?<name>\w+(?:<[^>]*>)?)")]
    private static partial Regex Declaration();
}

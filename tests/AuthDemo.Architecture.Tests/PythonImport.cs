using System.Text.RegularExpressions;

namespace AuthDemo.Architecture.Tests;

/// <summary>A module that a Python file imports.</summary>
internal sealed partial record PythonImport(string Path, int Line, string Module)
{
    /// <summary>The imports of a file, those inside functions included.</summary>
    public static IEnumerable<PythonImport> Of(SourceFile file) =>
        from line in file.Lines.Index()
        let match = Statement().Match(line.Item)
        where match.Success
        from module in match.Groups["modules"].Value.Split(',')
        select new PythonImport(file.Path, line.Index + 1, module.Trim().Split(' ')[0]);

    public override string ToString() => $"{Path}:{Line} imports {Module}";

    [GeneratedRegex(@"^\s*(?:from\s+(?<modules>[\w.]+)\s+import\b|import\s+(?<modules>[\w., ]+?)\s*(?:#.*)?$)")]
    private static partial Regex Statement();
}

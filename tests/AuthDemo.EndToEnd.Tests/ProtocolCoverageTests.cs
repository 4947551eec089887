using System.Text.RegularExpressions;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>Every test that docs/protocol-coverage.md names for a rule of the protocol exists.</summary>
public sealed partial class ProtocolCoverageTests
{
    private static readonly string s_table = File.ReadAllText(Path.Combine(Repository.Root, "docs", "protocol-coverage.md"));

    private static readonly Dictionary<string, string> s_tests = Sources().ToDictionary(file => Path.GetRelativePath(Repository.Root, file), File.ReadAllText);

    [Fact]
    public void Table_NamesOnlyTestsThatExist()
    {
        var named = TestName().Matches(s_table).Select(match => (Owner: match.Groups[1].Value, Test: match.Groups[2].Value)).Distinct().ToArray();
        Assert.True(named.Length > 200, $"Only {named.Length} names were found in the table; has its format changed?");
        Assert.All(named, name => Assert.True(Exists(name.Owner, name.Test), $"There is no test {name.Owner}.{name.Test}."));
    }

    private static bool Exists(string owner, string test)
    {
        var (holder, method) = owner.StartsWith("test_", StringComparison.Ordinal)
            ? (new Regex($@"(^|/){Regex.Escape(owner)}\.py$"), $"def {test}(")
            : (new Regex(@"\.cs$"), $" {test}(");
        return s_tests.Any(file => holder.IsMatch(file.Key) && file.Value.Contains(method, StringComparison.Ordinal)
            && (owner.StartsWith("test_", StringComparison.Ordinal) || Regex.IsMatch(file.Value, $@"\bclass {Regex.Escape(owner)}\b")));
    }

    private static IEnumerable<string> Sources()
    {
        var python = Directory.EnumerateFiles(Path.Combine(Repository.Root, "python-bankid", "tests"), "test_*.py");
        var dotnet = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"));
        return python.Concat(dotnet);
    }

    [GeneratedRegex(@"`([A-Z]\w+(?:Tests|Stories)|test_\w+)\.(\w+)`")]
    private static partial Regex TestName();
}

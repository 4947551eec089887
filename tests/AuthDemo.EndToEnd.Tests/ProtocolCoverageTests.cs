using System.Text.RegularExpressions;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>The table that leads from the protocol's rules to tests leads somewhere.</summary>
public sealed partial class ProtocolCoverageTests
{
    private static readonly string s_table = File.ReadAllText(Path.Combine(Artifacts.RepositoryRoot, "docs", "protocol-coverage.md"));

    private static readonly Dictionary<string, string> s_tests = Sources().ToDictionary(file => Path.GetRelativePath(Artifacts.RepositoryRoot, file), File.ReadAllText);

    [Fact]
    public void Table_EveryTestItNames_IsThere()
    {
        var named = TestName().Matches(s_table).Select(match => (Owner: match.Groups[1].Value, Test: match.Groups[2].Value)).Distinct().ToArray();
        Assert.True(named.Length > 200, $"Only {named.Length} names were found in the table: has its form changed?");
        Assert.All(named, name => Assert.True(IsThere(name.Owner, name.Test), $"There is no test {name.Owner}.{name.Test}."));
    }

    private static bool IsThere(string owner, string test)
    {
        var (holder, method) = owner.StartsWith("test_", StringComparison.Ordinal)
            ? (new Regex($@"(^|/){Regex.Escape(owner)}\.py$"), $"def {test}(")
            : (new Regex(@"\.cs$"), $" {test}(");
        return s_tests.Any(file => holder.IsMatch(file.Key) && file.Value.Contains(method, StringComparison.Ordinal)
            && (owner.StartsWith("test_", StringComparison.Ordinal) || Regex.IsMatch(file.Value, $@"\bclass {Regex.Escape(owner)}\b")));
    }

    private static IEnumerable<string> Sources()
    {
        var python = Directory.EnumerateFiles(Path.Combine(Artifacts.RepositoryRoot, "python-bankid", "tests"), "test_*.py");
        var dotnet = Directory.EnumerateFiles(Path.Combine(Artifacts.RepositoryRoot, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"));
        return python.Concat(dotnet);
    }

    [GeneratedRegex(@"`([A-Z]\w+(?:Tests|Stories)|test_\w+)\.(\w+)`")]
    private static partial Regex TestName();
}

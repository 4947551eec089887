namespace AuthDemo.Architecture.Tests;

/// <summary>Fails a test with everything that breaks a rule.</summary>
internal static class Rule
{
    /// <summary>Succeeds when nothing breaks the rule; otherwise lists each violation on a line of its own.</summary>
    public static void IsBrokenByNone<T>(IEnumerable<T> violations)
    {
        var lines = violations.Select(violation => $"{violation}").Distinct().ToList();
        Assert.True(lines.Count == 0, $"{lines.Count} violation(s):\n{string.Join('\n', lines)}");
    }
}

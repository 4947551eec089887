namespace AuthDemo.Simulator.Tests;

/// <summary>docs/simulator.md names everything there is to name.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public async Task EveryScenarioAndFault_HasItsRow()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var scenarios = (await simulator.Phone.ControlAsync("scenarios")).Json["scenarios"]!.AsArray().Select(s => $"| `{s!["name"]}` | {s["summary"]} |");
        var faults = (await simulator.Phone.ControlAsync("faults")).Json["faults"]!.AsArray()
            .Select(f => $"| `{f!["name"]}` | {f["operation"]} | {f["summary"]} |");
        var document = await DocumentAsync();

        Assert.Equal([], scenarios.Concat(faults).Except(document));
    }

    [Fact]
    public async Task EveryLintRule_HasItsRow()
    {
        var rules = typeof(Lint.LintRule).GetFields().Select(f => f.GetValue(null)).OfType<Lint.LintRule>().ToList();
        var document = await DocumentAsync();

        Assert.Equal(19, rules.Count);
        Assert.All(rules, rule => Assert.Contains($"| `{rule.Name}` | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Advice} |", document));
    }

    private static async Task<string[]> DocumentAsync()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "AuthDemo.sln")))
            folder = folder.Parent;
        return await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "docs", "simulator.md"), TestContext.Current.CancellationToken);
    }
}

using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AuthDemo.Simulator.Tests;

/// <summary>docs/simulator.md names everything there is to name, and what it shows works as it stands there.</summary>
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

    [Fact]
    public async Task WalkWithCurl_AsItStands_DoesWhatItsCommentsSay()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answers = await RunAsync("bash", "bash", simulator);

        Assert.Equal(
            ["outstandingTransaction", "userSign", "done", "complete", "invalidParameters", "failed", "userCancel"],
            answers[..^1].Select(Outcome));
        Assert.Equal(
            ["collect-too-often", "collect-after-final", "no-device-data", "no-device-data"],
            JsonNode.Parse(answers[^1])!["findings"]!.AsArray().Select(finding => (string)finding!["rule"]!));
    }

    [Fact]
    public async Task ClientInPython_AsItStands_StartsAnOrder()
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.True(Guid.TryParse(Assert.Single(await RunAsync("python", "python3", simulator)), out _));
    }

    /// <summary>Runs the one block in this language against a simulator on other ports and in another folder; its output by lines.</summary>
    private static async Task<string[]> RunAsync(string language, string program, TestSimulator simulator)
    {
        var lines = await DocumentAsync();
        var start = Array.IndexOf(lines, $"```{language}") + 1;
        var script = string.Join('\n', lines[start..Array.IndexOf(lines, "```", start)])
            .Replace("data/simulator", simulator.File(""), StringComparison.Ordinal)
            .Replace("5443", $"{simulator.Server.RpUrl.Port}", StringComparison.Ordinal)
            .Replace("5081", $"{simulator.Server.PhoneUrl.Port}", StringComparison.Ordinal);
        var result = await ChildProcess.RunAsync(new ProcessStartInfo(program, ["-c", script]) { Environment = { ["NO_PROXY"] = "*" } });
        return result.OutputOrThrow().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Outcome(string answer)
    {
        var json = JsonNode.Parse(answer)!;
        return (string)(json["errorCode"] ?? json["hintCode"] ?? json["status"] ?? json["task"]!["step"])!;
    }

    private static Task<string[]> DocumentAsync() =>
        File.ReadAllLinesAsync(Repository.PathOf("docs", "simulator.md"), TestContext.Current.CancellationToken);
}

using System.Text.Json;
using AuthDemo.Sessions.Protocol;
using AuthDemo.Sessions.Tests.Fakes;

namespace AuthDemo.Sessions.Tests.Protocol;

/// <summary>Reads every example that the Python tests wrote into <c>python-bankid/contract</c>.</summary>
public sealed class ContractTests
{
    private static readonly string s_folder = ContractExamples.Folder;

    public static TheoryData<string> Replies => [.. Directory.EnumerateFiles(s_folder, "reply.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(s_folder, file)).Where(file => !file.StartsWith("describe", StringComparison.Ordinal)).Order()];

    [Fact]
    public void Examples_AreThere() => Assert.NotEmpty(Replies);

    [Theory]
    [MemberData(nameof(Replies), DisableDiscoveryEnumeration = true)]
    public void Reply_IsRead(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(s_folder, file));
        var reply = StepReader.Read(bytes);
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        if (root.TryGetProperty("invalid", out var invalid))
        {
            Assert.Equal(
                invalid.EnumerateArray().Select(field => (field.GetProperty("field").GetString(), field.GetProperty("message").GetString())),
                Assert.IsType<ProtocolReply.Invalid>(reply).Fields.Select(field => ((string?)field.Field, (string?)field.Message)));
            return;
        }

        var step = Assert.IsType<ProtocolReply.Stepped>(reply).Step;
        var outcome = root.GetProperty("outcome");
        Assert.Equal(ExpectedType(outcome.GetProperty("kind").GetString()!), step.Outcome.GetType());
        Assert.Equal(outcome.GetProperty("final").GetBoolean(), step.Outcome.IsFinal);
        Assert.Equal(outcome.GetProperty("message").GetString(), step.Outcome.Message);
        Assert.Equal(outcome.TryGetProperty("hint", out var hint) ? hint.GetString() : null, (step.Outcome as AuthState.Pending)?.Hint);
        Assert.Equal(outcome.GetProperty("kind").GetString() == "completed", step.Evidence is not null);
        Assert.Equal(root.GetProperty("effects").GetArrayLength(), step.Requests.Count);
        Assert.Equal(root.GetProperty("wake_ms").ValueKind == JsonValueKind.Null, step.Wake is null);
        Assert.Equal(root.GetProperty("state").GetRawText(), System.Text.Encoding.UTF8.GetString(step.State.Span));
        foreach (var (effect, read) in root.GetProperty("effects").EnumerateArray().Zip(step.Requests))
        {
            Assert.Equal(effect.GetProperty("body").GetRawText(), System.Text.Encoding.UTF8.GetString(read.Body.Span));
            Assert.Equal(effect.GetProperty("timeout_ms").GetInt64(), read.Timeout.TotalMilliseconds);
        }
    }

    [Fact]
    public void Examples_ShowEveryOutcome()
    {
        var shown = Replies.Select(row => StepReader.Read(File.ReadAllBytes(Path.Combine(s_folder, row.Data))))
            .OfType<ProtocolReply.Stepped>().Select(reply => reply.Step.Outcome.GetType()).ToHashSet();
        var known = typeof(AuthState).GetNestedTypes().Where(type => !type.IsAbstract && type != typeof(AuthState.Unrecognised));

        Assert.Equal(known.Select(type => type.Name).Order(), shown.Select(type => type.Name).Order());
    }

    private static Type ExpectedType(string kind) =>
        typeof(AuthState).GetNestedType(AuthStateKinds.Parse(kind).ToString()) ?? throw new InvalidOperationException($"No state for {kind}.");
}

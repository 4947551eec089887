using System.Text;
using System.Text.Json;
using AuthDemo.Sessions.BankId;

namespace AuthDemo.Sessions.Protocol;

/// <summary>Reads what the protocol module returned. Bytes that break the seam give <see cref="ProtocolReply.Broken"/>.</summary>
internal static class StepReader
{
    public static ProtocolReply Read(ReadOnlyMemory<byte> reply)
    {
        try
        {
            using var document = JsonDocument.Parse(reply);
            var root = document.RootElement;
            return root.TryGetProperty("invalid", out var fields)
                ? new ProtocolReply.Invalid([.. fields.EnumerateArray().Select(ReadField)])
                : new ProtocolReply.Stepped(ReadStep(root));
        }
        catch (Exception wrong) when (SeamFormat.IsBroken(wrong))
        {
            return new ProtocolReply.Broken($"unreadable reply ({wrong.GetType().Name})");
        }
    }

    private static Step ReadStep(JsonElement step)
    {
        var outcome = step.GetProperty("outcome");
        var wake = step.GetProperty("wake_ms");
        return new Step(
            Encoding.UTF8.GetBytes(step.GetProperty("state").GetRawText()),
            OutcomeReader.Read(outcome),
            OutcomeReader.ReadEvidence(outcome),
            [.. step.GetProperty("effects").EnumerateArray().Select(ReadRequest)],
            wake.ValueKind == JsonValueKind.Null ? null : TimeSpan.FromMilliseconds(wake.GetInt64()));
    }

    private static BankIdRequest ReadRequest(JsonElement effect)
    {
        if (effect.GetProperty("kind").GetString() != "http")
            throw new FormatException("An effect of another kind than http.");
        return new BankIdRequest(
            effect.GetProperty("id").GetInt32(),
            OutcomeReader.Text(effect, "purpose"),
            OutcomeReader.Text(effect, "path"),
            Encoding.UTF8.GetBytes(effect.GetProperty("body").GetRawText()),
            TimeSpan.FromMilliseconds(effect.GetProperty("timeout_ms").GetInt64()));
    }

    private static InvalidField ReadField(JsonElement field) =>
        new(OutcomeReader.Text(field, "field"), OutcomeReader.Text(field, "message"))
        {
            Rule = OutcomeReader.Text(field, "rule"), Limit = OutcomeReader.Text(field, "limit"), Given = OutcomeReader.Text(field, "given"),
        };
}

using System.Text.Json;

namespace AuthDemo.Sessions.Protocol;

/// <summary>
/// Reads the seam's outcomes as typed states; only this class knows both. An unknown outcome, or a known one with an unknown value,
/// becomes <see cref="AuthState.Unrecognised"/>: never an exception, never a success. A known outcome without a required member is a bug
/// of the module: the accessors throw, and <see cref="StepReader"/> returns a broken reply.
/// </summary>
internal static class OutcomeReader
{
    public static AuthState Read(JsonElement outcome)
    {
        var kind = Text(outcome, "kind");
        var ended = outcome.GetProperty("final").GetBoolean();
        var state = Known(kind, outcome) ?? new AuthState.Unrecognised(kind, ended);
        if (state.IsFinal != ended)
            throw new FormatException($"Outcome {kind} says final is {ended}.");
        if (state is AuthState.Pending pending)
            state = pending with { TroubledSince = OptionalTime(outcome, "troubled_since"), Hint = OptionalText(outcome, "hint") };
        return state with { Message = OptionalText(outcome, "message") };
    }

    /// <summary>What came with a completed order; null for every other outcome.</summary>
    public static Evidence? ReadEvidence(JsonElement outcome)
    {
        if (outcome.GetProperty("kind").GetString() != "completed")
            return null;
        var device = outcome.GetProperty("device");
        return new Evidence(
            Text(outcome, "signature"), Text(outcome, "ocsp_response"),
            OptionalText(device, "ip_address"), OptionalText(device, "uhi"),
            OptionalText(outcome, "bankid_issue_date"),
            Optional(outcome, "mrtd")?.GetBoolean(),
            OptionalText(outcome, "risk"));
    }

    private static AuthState? Known(string kind, JsonElement outcome) => kind switch
    {
        "starting" => new AuthState.Starting(),
        "awaiting_scan" => new AuthState.AwaitingScan(
            Text(outcome, "qr"), Time(outcome, "window_ends"), Number(outcome, "renewals")),
        "awaiting_launch" => new AuthState.AwaitingLaunch(
            Text(outcome, "link"), Text(outcome, "returns") == "automatic", Time(outcome, "window_ends"), Number(outcome, "renewals")),
        "waiting_for_app" => new AuthState.WaitingForApp(),
        "searching" => new AuthState.Searching(),
        "reading_document" => new AuthState.ReadingDocument(),
        "confirming_call" => new AuthState.ConfirmingCall(),
        "entering_code" => new AuthState.EnteringCode(),
        "processing" => new AuthState.Processing(),
        "in_progress" => new AuthState.InProgress(),
        "renewing" => new AuthState.Renewing(Number(outcome, "renewals")),
        "completed" => new AuthState.Completed(ReadIdentity(outcome.GetProperty("identity")), Texts(outcome, "warnings")),
        "cancelled" => ReadBy(Text(outcome, "by")) is { } by ? new AuthState.Cancelled(by) : null,
        "failed" => new AuthState.Failed(
            Text(outcome, "reason"), outcome.GetProperty("retry").GetBoolean(), OptionalText(outcome, "raw")),
        "rejected" => new AuthState.Rejected(Text(outcome, "policy")),
        "unavailable" => new AuthState.Unavailable(
            Text(outcome, "what"), Time(outcome, "since"),
            Optional(outcome, "retry_after_ms") is { } wait ? TimeSpan.FromMilliseconds(wait.GetInt64()) : null),
        _ => null,
    };

    private static Identity ReadIdentity(JsonElement identity) => new(
        Text(identity, "personal_number"), Text(identity, "name"), Text(identity, "given_name"), Text(identity, "surname"));

    private static CancelledBy? ReadBy(string word)
    {
        foreach (var by in Enum.GetValues<CancelledBy>())
            if (SeamRequest.Word(by) == word)
                return by;
        return null;
    }

    internal static string Text(JsonElement of, string member) =>
        of.GetProperty(member).GetString() ?? throw new FormatException($"Member {member} is null.");

    private static string? OptionalText(JsonElement of, string member) => Optional(of, member)?.GetString();

    internal static string[] Texts(JsonElement of, string member) =>
        [.. of.GetProperty(member).EnumerateArray().Select(item => item.GetString() ?? throw new FormatException($"Null in {member}."))];

    private static int Number(JsonElement of, string member) => of.GetProperty(member).GetInt32();

    private static DateTimeOffset Time(JsonElement of, string member) =>
        DateTimeOffset.FromUnixTimeMilliseconds(of.GetProperty(member).GetInt64());

    private static DateTimeOffset? OptionalTime(JsonElement of, string member) =>
        Optional(of, member) is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time.GetInt64()) : null;

    private static JsonElement? Optional(JsonElement of, string member) =>
        of.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}

using System.Text.Json;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>A session in the journal, with its log entries.</summary>
internal sealed record LoggedSession(string Id, string State, string? Reason, long Version, bool HasEnded, List<LoggedEvent> Events)
{
    /// <summary>Whether it was resumed after a crash.</summary>
    public bool IsContinued => Events.Any(entry => entry.Type == "session_continued");

    /// <summary>Whether a response that was stored before the crash, and not journaled yet, was processed after it.</summary>
    public bool IsContinuedWithAStoredResponse => Events.Any(entry => entry.Type == "session_continued" && entry.Text("answer") is not null);

    /// <summary>
    /// Whether a collect timed out, as happens when everything runs on one busy machine. Its response is lost like one that the
    /// network drops.
    /// </summary>
    public bool HasTimedOut => Events.Any(entry => entry.HasTimedOutCollect);

    /// <summary>Its log entries as text, for failure messages.</summary>
    public string LogText => string.Join('\n', Events.Select(entry => $"{entry.Seq} {entry.Type} {entry.Facts.GetRawText()}"));

    /// <summary>
    /// Asserts that the entries describe one consistent life: it starts once, each transition begins in the state that the previous one
    /// led to, nothing follows the end but the sign-in, and the last entry has the session's version.
    /// </summary>
    public void AssertConsistent()
    {
        Assert.Equal("session_started", Events[0].Type);
        var (state, version, ended, signedIn) = ("starting", 0L, false, false);
        foreach (var entry in Events)
        {
            var at = $"{Id} entry {entry.Seq} {entry.Type}, after {state}";
            Assert.True(entry.Version >= version, $"{at}: version {entry.Version} after {version}");
            version = entry.Version;
            Assert.True(!ended || entry.Type == "signed_in", $"{at}: the session had ended");
            switch (entry.Type)
            {
                case "session_started":
                    Assert.True(entry == Events[0], $"{at}: started twice");
                    break;
                case "session_moved":
                    Assert.True(entry.Text("from") == state, $"{at}: moved from {entry.Text("from")}");
                    state = entry.Text("to")!;
                    break;
                case "session_ended":
                    (state, ended) = (entry.Text("how")!, true);
                    Assert.True(state == "completed" || entry.Text("reason") is not null, $"{at}: ended without a reason");
                    break;
                case "signed_in":
                    Assert.True(state == "completed" && !signedIn, $"{at}: signed in");
                    signedIn = true;
                    break;
                case "session_continued" or "order_renewed" or "bankid_troubled" or "bankid_recovered":
                    break;
                default:
                    Assert.Fail($"{at}: unexpected entry");
                    break;
            }
        }
        Assert.Equal((State, Version, HasEnded), (state, version, ended));
    }

    /// <summary>Asserts that the log has every state that its page showed, in the same order.</summary>
    public void AssertLogged(IEnumerable<string> shown)
    {
        var logged = Events.Select(entry => entry.Text(entry.Type == "session_ended" ? "how" : "to")).Prepend("starting").ToList();
        var place = 0;
        foreach (var state in shown)
        {
            place = logged.IndexOf(state, place);
            Assert.True(place >= 0, $"{Id}: a page showed {state}; the log has {string.Join(", ", logged)}");
        }
    }
}

/// <summary>An entry of the journal's log.</summary>
internal sealed record LoggedEvent(long Seq, string Type, JsonElement Facts)
{
    public long Version => Facts.GetProperty("version").GetInt64();

    public bool HasTimedOutCollect => Facts.TryGetProperty("calls", out var calls) && calls.EnumerateArray().Select(call => call.GetString()!)
        .Any(call => call.StartsWith("bankid:collect", StringComparison.Ordinal) && call.Contains("=timeout;", StringComparison.Ordinal));

    public string? Text(string fact) => Facts.TryGetProperty(fact, out var value) ? value.GetString() : null;
}

using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Storage;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Journal.ReadModels;

/// <summary>One entry of the log as the console shows it, without its sealed part.</summary>
/// <param name="Seq">Place in the log.</param>
/// <param name="At">When.</param>
/// <param name="Type">What kind, with the sentence for people.</param>
/// <param name="Session">The session concerned, if any.</param>
/// <param name="Actor"><c>user</c>, <c>service</c>, <c>command line</c> or <c>operator:name</c>.</param>
/// <param name="Facts">The particulars, as words: <c>from</c>, <c>to</c>, <c>how</c> …</param>
/// <param name="Why">The reason, in the operator's words; null when none was given or it was erased with its person.</param>
/// <param name="Hash">The entry's hash, lower-case hex.</param>
public sealed record AuditEntry(
    long Seq, DateTimeOffset At, JournalEventType Type, SessionId? Session, string Actor, IReadOnlyDictionary<string, string> Facts, string? Why,
    string Hash)
{
    /// <summary>What the session asked BankID and Python since its entry before.</summary>
    public IReadOnlyList<CallSummary> Calls { get; init; } = [];

    internal static AuditEntry Of(AuditEntryRow entry, string? why = null)
    {
        var type = JournalEventType.Find(entry.Type)
            ?? throw new JournalDamagedException($"Entry {entry.Seq} has a type that is not on the list.");
        var facts = AuditFacts.Parse(entry.Facts);
        return new AuditEntry(
            entry.Seq, entry.At, type, entry.SessionId is null ? null : StoredSessionId.Parse(entry.SessionId), entry.Actor, facts,
            why ?? facts.GetValueOrDefault("why"), Convert.ToHexStringLower(entry.Hash))
        {
            Calls = CallFacts.Read(facts.GetValueOrDefault(CallFacts.Name)),
        };
    }

    /// <summary>Without the particulars.</summary>
    public override string ToString() => $"AuditEntry {{ Seq = {Seq}, Type = {Type}, Session = {Session} }}";
}

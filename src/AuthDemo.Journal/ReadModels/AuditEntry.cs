using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Storage;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Journal.ReadModels;

/// <summary>An audit entry as the console shows it, without its sealed part.</summary>
/// <param name="Seq">The sequence number.</param>
/// <param name="At">The time.</param>
/// <param name="Type">The event type.</param>
/// <param name="Session">The session concerned, if any.</param>
/// <param name="Actor"><c>user</c>, <c>service</c>, <c>command line</c> or <c>operator:name</c>.</param>
/// <param name="Facts">The details: <c>from</c>, <c>to</c>, <c>how</c> …</param>
/// <param name="Why">The operator's reason; null when none was given or it was erased with the person.</param>
/// <param name="Hash">The entry's hash, lower-case hex.</param>
public sealed record AuditEntry(
    long Seq, DateTimeOffset At, JournalEventType Type, SessionId? Session, string Actor, IReadOnlyDictionary<string, string> Facts, string? Why,
    string Hash)
{
    /// <summary>The session's calls to BankID and Python since its previous entry.</summary>
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

    /// <summary>Without the details.</summary>
    public override string ToString() => $"AuditEntry {{ Seq = {Seq}, Type = {Type}, Session = {Session} }}";
}

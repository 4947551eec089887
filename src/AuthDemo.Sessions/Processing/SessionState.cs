using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Sessions.Processing;

/// <summary>The session as it is in memory: what the journal has, and changes that are not written yet.</summary>
internal sealed class SessionState(SessionRecord record, SessionClock clock)
{
    public SessionRecord Record { get; private set; } = record;

    /// <summary>The protocol module's state, opaque. Holds secrets.</summary>
    public ReadOnlyMemory<byte> ProtocolState { get; set; } = record.ProtocolState;

    public SessionId Id => Record.Id;

    public DateTimeOffset Now => clock.Now;

    public bool IsFinal => Record.State.IsFinal;

    /// <summary>A change that followers must see: the version grows.</summary>
    public void Change(SessionRecord changed) => Record = changed with { Version = Record.Version + 1 };

    /// <summary>A change that no follower sees.</summary>
    public void ChangeUnseen(SessionRecord changed) => Record = changed;

    public AuthSnapshot Snapshot() => new(
        Record.Id, Record.Version, Record.Intent.Flow, Record.Intent.Device, Record.Intent.Client, Record.State, Record.At);

    public RequestContext RequestContext() => new(Record.Id, Record.Orders, Record.Version, ProtocolState, Now);
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Writing;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Journal.Sessions;

/// <summary>
/// An append to a session: encrypted on the caller's thread, applied in the writer's transaction. Everything that needs keys is done in the
/// constructor, so that the transaction is short and never waits for the key ring.
/// </summary>
internal sealed class SessionAppend
{
    private readonly SessionRecord _session;
    private readonly IReadOnlyList<(SessionEvent Event, byte[]? Sealed)> _events;
    private readonly DataKey _key;
    private readonly byte[] _sealedRecord;
    private readonly byte[]? _person;
    private readonly string? _personHash;
    private readonly string? _proofHash;

    public SessionAppend(SessionRecord session, IReadOnlyList<SessionEvent> happened, DataKey key, JournalKeys keys)
    {
        // A session in a final state is never resumed: its remaining secrets are not stored.
        _session = session.State.IsFinal ? session with { ProtocolState = default, Awaited = [] } : session;
        _key = key;
        _sealedRecord = key.Seal(RecordJson.Write(_session), "record");
        _events = [.. happened.Select(what => (what, Personal(what) is { } personal ? key.Seal(personal, "event") : null))];
        var identity = (session.State as AuthState.Completed)?.Identity;
        if (identity is not null)
            _person = key.Seal(JsonSerializer.SerializeToUtf8Bytes(identity), "person");
        // The record also holds the number of a person who was asked to complete the session and did not: export and erasure must find it.
        if ((identity?.PersonalNumber ?? session.Intent.Phone?.PersonalNumber ?? session.Intent.PersonalNumber ?? session.Intent.Requirement?.PersonalNumber) is { } number)
            _personHash = keys.PersonHash(number);
        if (session.Proof is { } proof)
            _proofHash = keys.ProofHash(proof);
    }

    /// <summary>Updates the session's row and appends its entries to the audit log.</summary>
    public async ValueTask<JournalWrite> ApplyAsync(WriteBatch batch, CancellationToken cancellation)
    {
        var row = batch.Find(_session.Id.Value);
        if (row is not null && !row.DataKey.AsSpan().SequenceEqual(_key.Protected))
            return new JournalWrite.Outdated();
        if (row?.Version == _session.Version && IsRepeat(row))
            return new JournalWrite.Written();
        if (row?.Version >= _session.Version)
            return new JournalWrite.Outdated();
        if (_proofHash is not null && await batch.IsProofUsedAsync(_proofHash, _session.Id.Value, cancellation))
            return new JournalWrite.ProofUsed();
        if (row is null)
            batch.Add(row = NewRow());
        foreach (var (what, @sealed) in _events)
        {
            new OrderProjection(batch, row).Apply(what);
            batch.Append(what.At, SessionEntries.TypeOf(what), row.Id, SessionEntries.ActorOf(what, _session.State), SessionEntries.FactsOf(what, _session), @sealed);
        }
        Update(row);
        return new JournalWrite.Written();
    }

    // The caller retries because the result of its first attempt was lost. Its pending calls may differ by now; everything else must be equal.
    private bool IsRepeat(SessionRow row) =>
        row.Record is { } kept && _key.Open(kept, "record") is { } json && RecordJson.Read<SessionRecord>(json) is { } record
        && WithoutPending(record).AsSpan().SequenceEqual(WithoutPending(_session));

    private static byte[] WithoutPending(SessionRecord session) => RecordJson.Write(session with { ProtocolState = default, Awaited = [] });

    private SessionRow NewRow() => new()
    {
        Id = _session.Id.Value,
        Version = 0,
        Flow = "",
        State = "",
        Words = "",
        StartedAt = _session.StartedAt,
        UpdatedAt = _session.At,
        OwnerHash = _session.OwnerHash,
        DataKey = _key.Protected,
    };

    private void Update(SessionRow row)
    {
        var state = _session.State;
        var description = state.Describe();
        row.Version = _session.Version;
        row.Flow = Words.Of(_session.Intent.Flow);
        row.Device = _session.Intent.Device is { } device ? Words.Of(device) : null;
        row.Os = Words.Clean(_session.Intent.Client?.Os);
        row.Browser = Words.Clean(_session.Intent.Client?.Browser);
        row.State = Words.Clean(description.Word);
        row.Message = Words.Clean(state.Message);
        row.Reason = Words.Clean(description.Reason);
        row.Raw = Words.Clean(description.Raw) ?? row.Raw;
        row.UpdatedAt = _session.At;
        if (state.IsFinal && row.EndedAt is null)
        {
            row.EndedAt = _session.At;
            row.DurationMs = (long)(_session.At - row.StartedAt).TotalMilliseconds;
        }
        row.Record = _sealedRecord;
        row.Person = _person ?? row.Person;
        row.PersonHash = _personHash ?? row.PersonHash;
        row.ProofHash = _proofHash ?? row.ProofHash;
        row.Operator = _events.Select(what => (what.Event as SessionEvent.Started)?.Operator).FirstOrDefault(name => name is not null) ?? row.Operator;
        row.Words = Words.Searchable(row);
    }

    private byte[]? Personal(SessionEvent what)
    {
        var personal = new JsonObject();
        if (what is SessionEvent.Started)
        {
            Add("end_user_ip", _session.Intent.EndUserIp);
            Add("user_agent", _session.Intent.Web?.UserAgent);
        }
        if (what is SessionEvent.Ended && _session.State is AuthState.Completed { Identity: var identity })
        {
            Add("personal_number", identity.PersonalNumber);
            Add("name", identity.Name);
            Add("device_ip", _session.Evidence?.DeviceIp);
            // The evidence itself is in the session's record; its digests make it part of the hash chain.
            Add("signature_sha256", Digest(_session.Evidence?.Signature));
            Add("ocsp_response_sha256", Digest(_session.Evidence?.OcspResponse));
        }
        return personal.Count == 0 ? null : JsonSerializer.SerializeToUtf8Bytes(personal);

        void Add(string name, string? value)
        {
            if (value is not null)
                personal[name] = value;
        }
    }

    private static string? Digest(string? text) =>
        text is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

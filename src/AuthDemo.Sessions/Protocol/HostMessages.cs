using System.Text.Json;

namespace AuthDemo.Sessions.Protocol;

/// <summary>
/// Message ids for outcomes that this service makes itself, as the protocol module assigns them (<c>describe</c>). A page shows its own
/// general text while an id is not known.
/// </summary>
internal sealed class HostMessages
{
    private volatile IReadOnlyDictionary<string, string> _ids = new Dictionary<string, string>();

    /// <summary>The outcome as the seam names it: <c>python_unavailable</c>.</summary>
    public static string Word(HostOutcome outcome) => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());

    /// <summary>The message id; null until the module has been described.</summary>
    public string? Find(HostOutcome outcome) => _ids.GetValueOrDefault(Word(outcome));

    public void Set(IReadOnlyDictionary<string, string> ids) => _ids = ids;
}

/// <summary>Outcomes that this service makes itself, without the protocol module.</summary>
internal enum HostOutcome
{
    /// <summary>The protocol module could not be called for too long.</summary>
    PythonUnavailable,

    /// <summary>The journal could not be written for too long.</summary>
    JournalUnavailable,

    /// <summary>The protocol module broke the contract.</summary>
    InternalError,

    /// <summary>The order is complete, and the journal cannot be written yet.</summary>
    CompletionDelayed,

    /// <summary>The app returned to another browser than the one that started.</summary>
    RejectedSession,

    /// <summary>The signature of a completed order is not valid.</summary>
    RejectedSignature,

    /// <summary>The proof of a completed order was made later than our clock says it is.</summary>
    RejectedClock,
}

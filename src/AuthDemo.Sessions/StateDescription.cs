using System.Text.Json;

namespace AuthDemo.Sessions;

/// <summary>A state as text, for journals, statistics and logs. Has no personal data.</summary>
/// <param name="Kind">Which member of <see cref="AuthState"/>.</param>
/// <param name="Reason">Why, in one word of the protocol seam; null for kinds that have no reason.</param>
/// <param name="Raw">BankID's own code, where the state has it.</param>
/// <param name="UnknownKind">The outcome's name at the seam, for <see cref="AuthState.Unrecognised"/> only.</param>
public sealed record StateDescription(AuthStateKind Kind, string? Reason = null, string? Raw = null, string? UnknownKind = null)
{
    /// <summary>The kind as the protocol seam names it: <c>awaiting_scan</c>.</summary>
    public string Word => UnknownKind ?? Kind.ToWord();

    /// <summary>Distinguishes states of one kind; null when the kind is enough.</summary>
    public string? Detail => Reason ?? Raw ?? UnknownKind;
}

/// <summary>The members of <see cref="AuthState"/>.</summary>
public enum AuthStateKind
{
    /// <summary><see cref="AuthState.Starting"/>.</summary>
    Starting,

    /// <summary><see cref="AuthState.AwaitingScan"/>.</summary>
    AwaitingScan,

    /// <summary><see cref="AuthState.AwaitingLaunch"/>.</summary>
    AwaitingLaunch,

    /// <summary><see cref="AuthState.WaitingForApp"/>.</summary>
    WaitingForApp,

    /// <summary><see cref="AuthState.Searching"/>.</summary>
    Searching,

    /// <summary><see cref="AuthState.ReadingDocument"/>.</summary>
    ReadingDocument,

    /// <summary><see cref="AuthState.ConfirmingCall"/>.</summary>
    ConfirmingCall,

    /// <summary><see cref="AuthState.EnteringCode"/>.</summary>
    EnteringCode,

    /// <summary><see cref="AuthState.Processing"/>.</summary>
    Processing,

    /// <summary><see cref="AuthState.InProgress"/>.</summary>
    InProgress,

    /// <summary><see cref="AuthState.Renewing"/>.</summary>
    Renewing,

    /// <summary><see cref="AuthState.Completed"/>.</summary>
    Completed,

    /// <summary><see cref="AuthState.Cancelled"/>.</summary>
    Cancelled,

    /// <summary><see cref="AuthState.Failed"/>.</summary>
    Failed,

    /// <summary><see cref="AuthState.Rejected"/>.</summary>
    Rejected,

    /// <summary><see cref="AuthState.Unavailable"/>.</summary>
    Unavailable,

    /// <summary><see cref="AuthState.Unrecognised"/>.</summary>
    Unrecognised,
}

/// <summary>Kinds in the words of the protocol seam, which are also those of the journal.</summary>
public static class AuthStateKinds
{
    /// <summary>The kinds that the seam has: all but <see cref="AuthStateKind.Unrecognised"/>.</summary>
    public static IReadOnlyList<AuthStateKind> Known { get; } =
        [.. Enum.GetValues<AuthStateKind>().Where(kind => kind is not AuthStateKind.Unrecognised)];

    /// <summary><c>awaiting_scan</c>.</summary>
    public static string ToWord(this AuthStateKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>The kind with this name; <see cref="AuthStateKind.Unrecognised"/> for an unknown name.</summary>
    public static AuthStateKind Parse(string word)
    {
        foreach (var kind in Known)
            if (kind.ToWord() == word)
                return kind;
        return AuthStateKind.Unrecognised;
    }
}

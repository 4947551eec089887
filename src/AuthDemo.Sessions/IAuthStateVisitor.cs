namespace AuthDemo.Sessions;

/// <summary>One method for each case of <see cref="AuthState"/>: code that renders or counts states implements all of them.</summary>
/// <typeparam name="T">The result for a case.</typeparam>
public interface IAuthStateVisitor<out T>
{
    /// <summary>See <see cref="AuthState.Starting"/>.</summary>
    T Starting(AuthState.Starting state);

    /// <summary>See <see cref="AuthState.AwaitingScan"/>.</summary>
    T AwaitingScan(AuthState.AwaitingScan state);

    /// <summary>See <see cref="AuthState.AwaitingLaunch"/>.</summary>
    T AwaitingLaunch(AuthState.AwaitingLaunch state);

    /// <summary>See <see cref="AuthState.WaitingForApp"/>.</summary>
    T WaitingForApp(AuthState.WaitingForApp state);

    /// <summary>See <see cref="AuthState.Searching"/>.</summary>
    T Searching(AuthState.Searching state);

    /// <summary>See <see cref="AuthState.ReadingDocument"/>.</summary>
    T ReadingDocument(AuthState.ReadingDocument state);

    /// <summary>See <see cref="AuthState.ConfirmingCall"/>.</summary>
    T ConfirmingCall(AuthState.ConfirmingCall state);

    /// <summary>See <see cref="AuthState.EnteringCode"/>.</summary>
    T EnteringCode(AuthState.EnteringCode state);

    /// <summary>See <see cref="AuthState.Processing"/>.</summary>
    T Processing(AuthState.Processing state);

    /// <summary>See <see cref="AuthState.InProgress"/>.</summary>
    T InProgress(AuthState.InProgress state);

    /// <summary>See <see cref="AuthState.Renewing"/>.</summary>
    T Renewing(AuthState.Renewing state);

    /// <summary>See <see cref="AuthState.Completed"/>.</summary>
    T Completed(AuthState.Completed state);

    /// <summary>See <see cref="AuthState.Cancelled"/>.</summary>
    T Cancelled(AuthState.Cancelled state);

    /// <summary>See <see cref="AuthState.Failed"/>.</summary>
    T Failed(AuthState.Failed state);

    /// <summary>See <see cref="AuthState.Rejected"/>.</summary>
    T Rejected(AuthState.Rejected state);

    /// <summary>See <see cref="AuthState.Unavailable"/>.</summary>
    T Unavailable(AuthState.Unavailable state);

    /// <summary>See <see cref="AuthState.Unrecognised"/>.</summary>
    T Unrecognised(AuthState.Unrecognised state);
}

using AuthDemo.Sessions;

namespace AuthDemo.Web.Console.Acts;

/// <summary>
/// What an operator may do to any session; the caller has checked and recorded the act. The composition registers it; without it the
/// console says that acting is not possible here, and everything else works.
/// </summary>
internal interface IOperatorSessions
{
    /// <summary>Cancels as <see cref="CancelledBy.Operator"/>; false when the session is unknown. An ended one stays as it is.</summary>
    Task<bool> CancelAsync(SessionId id, CancellationToken cancellation = default);

    /// <summary>Starts an identification or a signing for a caller.</summary>
    Task<StartReply> StartPhoneAsync(PhoneIntent intent, CancellationToken cancellation = default);
}

/// <summary>What a caller is asked to do. Personal data: prints masked.</summary>
/// <param name="IsSigning">Sign a text; else identify.</param>
/// <param name="PersonalNumber">12 digits.</param>
/// <param name="WeCalled">We called the person; else the person called us. BankID tells the person, who confirms it.</param>
/// <param name="Text">What the person reads in the app; required for signing.</param>
internal sealed record PhoneIntent(bool IsSigning, string PersonalNumber, bool WeCalled, string? Text)
{
    /// <summary>Masked.</summary>
    public override string ToString() => $"PhoneIntent {{ IsSigning = {IsSigning}, WeCalled = {WeCalled} }}";
}

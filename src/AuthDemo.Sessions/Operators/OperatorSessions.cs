using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Processing;

namespace AuthDemo.Sessions.Operators;

/// <summary>Calls the session grains for an operator.</summary>
internal sealed class OperatorSessions(IGrainFactory grains) : IOperatorSessions
{
    public async Task<bool> CancelAsync(SessionId id, string operatorName, CancellationToken cancellation = default) =>
        AuthSessions.IsId(id) && await Session(id).CancelByOperatorAsync(operatorName).WaitAsync(cancellation);

    public async Task<StartReply> StartPhoneAsync(SessionId id, PhoneIntent intent, string operatorName, CancellationToken cancellation = default)
    {
        if (!intent.Flow.IsByPhone())
            return new StartReply.Invalid([NotByPhone(intent.Flow)]);
        var session = Session(id);
        // The owner's key is discarded: the session belongs to no browser.
        return await session.PrepareAsync(ToAuthIntent(intent), OwnerKey.New().Hash(), operatorName).WaitAsync(cancellation)
            ?? await session.StartAsync().WaitAsync(cancellation);
    }

    private static AuthIntent ToAuthIntent(PhoneIntent intent) => new()
    {
        Flow = intent.Flow,
        Phone = new PhoneCall(intent.CallInitiator, intent.PersonalNumber),
        UserVisibleData = intent.UserVisibleData,
        UserVisibleDataFormat = intent.UserVisibleDataFormat,
        UserNonVisibleData = intent.UserNonVisibleData,
        Requirement = intent.Requirement,
    };

    private static InvalidField NotByPhone(Flow flow) =>
        new("flow", $"flow must be one of PhoneAuth | PhoneSign, {flow} was given") { Rule = "choice", Limit = "PhoneAuth | PhoneSign", Given = $"{flow}" };

    private IAuthSessionGrain Session(SessionId id) => grains.GetGrain<IAuthSessionGrain>(id.Value);
}

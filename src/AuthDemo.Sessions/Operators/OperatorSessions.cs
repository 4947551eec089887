using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Running;
using AuthDemo.Sessions.Subscriptions;

namespace AuthDemo.Sessions.Operators;

/// <summary>The operators' door, to the same grains as the owners'.</summary>
internal sealed class OperatorSessions(IGrainFactory grains, SessionHub hub) : IOperatorSessions
{
    private const int LongestReason = 300;

    public async Task<bool> CancelAsync(SessionId id, ActedBy act, CancellationToken cancellation = default) =>
        AuthSessions.IsId(id) && await Session(id).CancelByOperatorAsync(Shortened(act)).WaitAsync(cancellation);

    public async Task<IAsyncDisposable?> FollowAsync(
        SessionId id, Func<AuthSnapshot, Task> onSnapshot, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return AuthSessions.IsId(id) ? await hub.FollowAsync(id, ownerHash: null, onSnapshot) : null;
    }

    public async Task<StartReply> StartPhoneAsync(SessionId id, PhoneIntent intent, ActedBy act, CancellationToken cancellation = default)
    {
        if (!intent.Flow.IsByPhone())
            return new StartReply.Invalid([NotByPhone(intent.Flow)]);
        var session = Session(id);
        // A key that nobody holds: the session belongs to no browser.
        var reply = await session.PrepareAsync(Asked(intent), OwnerKey.New().Hash(), Shortened(act)).WaitAsync(cancellation)
            ?? await session.RunAsync().WaitAsync(cancellation);
        return reply is StartReply.Invalid invalid ? new StartReply.Invalid([.. invalid.Fields.Select(Renamed)]) : reply;
    }

    private static AuthIntent Asked(PhoneIntent intent) => new()
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

    // The fields of a form, not those of the seam.
    private static InvalidField Renamed(InvalidField field)
    {
        var name = field.Field switch
        {
            "phone.personal_number" => "personalNumber",
            "phone.call_initiator" => "callInitiator",
            "user_visible_data" => "userVisibleData",
            "user_visible_data_format" => "userVisibleDataFormat",
            "user_non_visible_data" => "userNonVisibleData",
            var other => other,
        };
        return field with { Field = name, Message = field.Message.Replace(field.Field, name, StringComparison.Ordinal) };
    }

    private static ActedBy Shortened(ActedBy act) =>
        act.Reason is { Length: > LongestReason } reason ? act with { Reason = reason[..LongestReason] } : act;

    private IAuthSessionGrain Session(SessionId id) => grains.GetGrain<IAuthSessionGrain>(id.Value);
}

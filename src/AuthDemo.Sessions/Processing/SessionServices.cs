using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Processing;

/// <summary>The singletons that a session needs while it runs.</summary>
internal sealed record SessionServices(
    BankIdProtocol Protocol, IntentRules Rules, ProofCheck ProofCheck, ISessionJournal Journal, IResponseStore Responses,
    IOptions<SessionsOptions> Settings, ILogger<SessionRun> Logger)
{
    public SessionsOptions Options => Settings.Value;

    public HostMessages Messages => Protocol.Messages;
}

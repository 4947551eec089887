using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Sessions.Running;

/// <summary>What a run works with.</summary>
internal sealed record SessionParts(
    BankIdProtocol Protocol, IntentRules Rules, ProofCheck Proof, ISessionJournal Journal, IResponseStore Answers, SessionsOptions Options, ILogger Log);

/// <summary>What came out of the stages: to tell, to send, and where the session stands as it sends.</summary>
internal sealed record ProcessingResult(AuthSnapshot? Tell, IReadOnlyList<HttpEffect> Send, RequestContext From);

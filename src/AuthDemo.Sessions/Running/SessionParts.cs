using AuthDemo.Sessions.Asking;
using AuthDemo.Sessions.Evidencing;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Sessions.Running;

/// <summary>What a run works with.</summary>
internal sealed record SessionParts(
    BankIdProtocol Protocol, IntentRules Rules, ProofCheck Proof, ISessionJournal Journal, IKeptAnswers Answers, SessionsOptions Options, ILogger Log);

/// <summary>What came out of the stages: to tell, to send, and where the session stands as it sends.</summary>
internal sealed record Passed(AuthSnapshot? Tell, IReadOnlyList<HttpEffect> Send, Awaiting From);

using AuthDemo.Sessions.Asking;
using AuthDemo.Sessions.Evidencing;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Sessions.Running;

/// <summary>What a run works with.</summary>
internal sealed record SessionParts(
    BankIdProtocol Protocol, IntentRules Rules, ProofCheck Proof, ISessionJournal Journal, SessionsOptions Options, ILogger Log);

/// <summary>What came out of the stages: to tell and to send.</summary>
internal sealed record Passed(AuthSnapshot? Tell, IReadOnlyList<HttpEffect> Send);

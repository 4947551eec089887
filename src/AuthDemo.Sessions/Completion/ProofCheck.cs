using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;
using AuthDemo.Signatures;
using AuthDemo.Signatures.Verification;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Completion;

/// <summary>
/// The service's own check of a completed order, before anything of it is written or published: is the signature valid, and did the app
/// return to the browser that started? Configured by <c>BankId:VerifySignatures</c> and <c>Sessions:Policies:Session</c>.
/// </summary>
internal sealed partial class ProofCheck(BankIdConnections connections, IOptions<BankIdOptions> options, HostMessages messages, ILogger<ProofCheck> logger)
{
    private const string Valid = "valid";
    private readonly Lock _lock = new();
    private (X509Certificate2 Root, SignatureVerifier Verifier)? _current;

    /// <summary>The step to continue with.</summary>
    /// <param name="session">As it is before the step.</param>
    /// <param name="step">Any step; only a completed one is checked.</param>
    /// <param name="now">The session's clock.</param>
    public async ValueTask<Step> CheckAsync(SessionRecord session, Step step, DateTimeOffset now)
    {
        if (step is not { Outcome: AuthState.Completed completed, Evidence: { } evidence } || session.State.IsFinal)
            return step;
        if (session.ReturnMismatch is { } mismatch)
            completed = Warned(completed, $"return_{mismatch}");
        if (options.Value.VerifySignatures is PolicyMode.Off)
            return step with { Outcome = completed };

        var (proof, clockBehind) = await VerifyAsync(session.Intent, completed.Identity, evidence, now);
        if (proof.Verified == Valid)
            return step with { Outcome = completed, Evidence = proof };
        if (clockBehind is { } behind)
            LogClockBehind(logger, session.Id, behind);
        else
            LogRefused(logger, session.Id, proof.Verified!);
        return options.Value.VerifySignatures is PolicyMode.Block
            // The refused proof is stored, so that it can be investigated.
            ? step with { Outcome = Rejection(clockBehind), Evidence = proof }
            : step with { Outcome = Warned(completed, clockBehind is { } warned ? ClockWarning(warned) : $"signature_{proof.Verified}"), Evidence = proof };
    }

    private AuthState.Rejected Rejection(TimeSpan? clockBehind) => new("signature")
    {
        Message = messages.Find(clockBehind is null ? HostOutcome.RejectedSignature : HostOutcome.RejectedClock), ClockBehind = clockBehind,
    };

    private static string ClockWarning(TimeSpan behind) =>
        string.Create(CultureInfo.InvariantCulture, $"clock_behind_{Math.Round(behind.TotalMinutes)}_min");

    private async ValueTask<(Evidence Proof, TimeSpan? ClockBehind)> VerifyAsync(AuthIntent intent, Identity identity, Evidence evidence, DateTimeOffset now)
    {
        if (await ReadAsync(connections.SigningRootAsync) is not { } root)
            return (evidence with { Verified = "no_root" }, null);
        if (await ReadAsync(connections.RelyingPartyAsync) is not { } relyingParty)
            return (evidence with { Verified = "no_relying_party" }, null);
        return VerifierOf(root).Verify(Request(intent, identity, evidence, relyingParty), now) switch
        {
            VerificationResult.Valid valid => (evidence with { Verified = Valid, SignerSha256 = valid.SignerSha256, VouchedAt = valid.OcspProducedAt }, null),
            VerificationResult.Invalid invalid => (evidence with { Verified = JsonNamingPolicy.SnakeCaseLower.ConvertName(invalid.Error.ToString()) }, null),
            VerificationResult.ClockMismatch mismatch => (evidence with { Verified = "clock_mismatch" }, mismatch.ResponderAhead),
            var other => throw new InvalidOperationException($"A verification without a case: {other.GetType().Name}."),
        };
    }

    // BankID returns a final result once. A failure to get what it is verified with must not lose it.
    private async ValueTask<T?> ReadAsync<T>(Func<CancellationToken, ValueTask<T?>> read) where T : class
    {
        try
        {
            return await read(CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogUnavailable(logger, typeof(T).Name, failure.GetType().Name);
            return null;
        }
    }

    private static VerificationRequest Request(AuthIntent intent, Identity identity, Evidence evidence, RelyingPartyName relyingParty) =>
        new(evidence.Signature, evidence.OcspResponse, identity.PersonalNumber)
        {
            RelyingParty = relyingParty,
            VisibleText = intent.UserVisibleData,
            NonVisibleText = intent.UserNonVisibleData,
            Function = intent.Flow switch
            {
                Flow.Auth or Flow.PhoneAuth => SignedFunction.Identification,
                Flow.Sign or Flow.PhoneSign => SignedFunction.Signing,
                Flow.Payment or Flow.OtherPayment => null, // the function of a signed payment is not known; its texts are compared
                _ => throw new System.Diagnostics.UnreachableException(),
            },
        };

    private SignatureVerifier VerifierOf(X509Certificate2 root)
    {
        lock (_lock)
        {
            if (_current is not { } known || !known.Root.Equals(root))
                _current = known = (root, new SignatureVerifier([root]));
            return known.Verifier;
        }
    }

    private static AuthState.Completed Warned(AuthState.Completed completed, string warning) =>
        completed with { Warnings = [.. completed.Warnings, warning] };

    [LoggerMessage(Level = LogLevel.Error, Message = "Signatures cannot be verified: reading the {What} failed: {Failure}")]
    private static partial void LogUnavailable(ILogger logger, string what, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session}: the signature of the completed order was refused: {Refusal}")]
    private static partial void LogRefused(ILogger logger, SessionId session, string refusal);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Session {Session}: the OCSP response of the completed order is {Behind} ahead of our clock: the clock of this machine may be slow by that much")]
    private static partial void LogClockBehind(ILogger logger, SessionId session, TimeSpan behind);
}

using AuthDemo.Configuration;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Signatures.Verification;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.BankId;

/// <summary>Provides the connection of the configured environment.</summary>
internal sealed partial class BankIdConnections
{
    private static readonly TimeSpan s_warnBefore = TimeSpan.FromDays(30);
    private readonly BankIdConnection? _configured;
    private readonly X509Certificate2? _signingRoot;
    private readonly RelyingPartyName? _relyingParty;
    private readonly IBankIdConnectionSource? _simulator;

    public BankIdConnections(
        IOptions<BankIdOptions> options, IHostEnvironment host, TimeProvider time, ILogger<BankIdConnections> logger,
        IBankIdConnectionSource? simulator = null)
    {
        var environment = options.Value.Environment!.Value;
        LogEnvironment(logger, environment);
        IsSimulated = environment is BankIdEnvironment.Simulator;
        if (IsSimulated)
        {
            _simulator = simulator;
            return;
        }

        // The options were validated at start; a finding now means that a file changed since.
        var errors = new OptionsErrors(BankIdOptions.Section);
        _configured = BankIdCertificates.Load(
            options.Value, PublishedEnvironment.Of(environment), host.ContentRootPath, time.GetUtcNow(), errors)
            ?? throw new OptionsValidationException(BankIdOptions.Section, typeof(BankIdOptions), errors.Result.Failures);
        if (options.Value.VerifySignatures is not PolicyMode.Off)
        {
            _signingRoot = BankIdCertificates.LoadSigningRoot(options.Value.SigningRoot, host.ContentRootPath, time.GetUtcNow(), errors);
            _relyingParty = BankIdCertificates.ReadRelyingParty(_configured.ClientCertificate, errors);
            if (_signingRoot is null || _relyingParty is null)
                throw new OptionsValidationException(BankIdOptions.Section, typeof(BankIdOptions), errors.Result.Failures);
        }

        var left = _configured.ClientCertificate.NotAfter - time.GetUtcNow();
        if (left < s_warnBefore)
            LogExpiry(logger, (int)left.TotalDays);
    }

    /// <summary>BankID is simulated.</summary>
    public bool IsSimulated { get; }

    public ValueTask<BankIdConnection?> CurrentAsync(CancellationToken cancellation) =>
        _configured is not null ? new(_configured) : _simulator?.CurrentAsync(cancellation) ?? default;

    /// <summary>The root of the users' certificates; null while there is none.</summary>
    public ValueTask<X509Certificate2?> SigningRootAsync(CancellationToken cancellation) =>
        _signingRoot is not null ? new(_signingRoot) : _simulator?.SigningRootAsync(cancellation) ?? default;

    /// <summary>Our name in the signed data, as the RP certificate has it; null when there is no certificate at the moment.</summary>
    public async ValueTask<RelyingPartyName?> RelyingPartyAsync(CancellationToken cancellation) =>
        _relyingParty ?? (await CurrentAsync(cancellation) is { } connection ? RelyingPartyName.FromCertificate(connection.ClientCertificate) : null);

    [LoggerMessage(Level = LogLevel.Information, Message = "BankID environment: {Environment}")]
    private static partial void LogEnvironment(ILogger logger, BankIdEnvironment environment);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The RP certificate expires in {Days} days")]
    private static partial void LogExpiry(ILogger logger, int days);
}

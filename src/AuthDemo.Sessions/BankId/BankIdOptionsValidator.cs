using AuthDemo.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.BankId;

/// <summary>Stops the start on a configuration that cannot work or is not allowed; each finding names the key to set.</summary>
internal sealed class BankIdOptionsValidator(
    IHostEnvironment host, IServiceProviderIsService services, TimeProvider time) : IValidateOptions<BankIdOptions>
{
    public ValidateOptionsResult Validate(string? name, BankIdOptions options)
    {
        var errors = new OptionsErrors(BankIdOptions.Section);
        errors.Between(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        errors.Between(nameof(options.MaxResponseBytes), options.MaxResponseBytes, 64 * 1024, 64 * 1024 * 1024);
        errors.Defined(nameof(options.VerifySignatures), options.VerifySignatures);
        switch (options.Environment)
        {
            case null:
                errors.Add("Environment", "must be Simulator, Test or Production; given: nothing");
                break;
            case BankIdEnvironment.Simulator when host.IsProduction():
                errors.Add("Environment", "must be Test or Production when the host runs as Production; given: Simulator. "
                    + "Set also BankId:ClientCertificate:Path and BankId:TrustAnchor:Path");
                break;
            case BankIdEnvironment.Simulator:
                if (!services.IsService(typeof(IBankIdConnectionSource)))
                    errors.Add("Environment", "is Simulator, but no simulator is registered. Set BankId:Environment to Test or Production");
                break;
            case BankIdEnvironment.Test or BankIdEnvironment.Production:
                var connection = BankIdCertificates.Load(
                    options, PublishedEnvironment.Of(options.Environment.Value), host.ContentRootPath, time.GetUtcNow(), errors);
                if (options.VerifySignatures is PolicyMode.Off)
                    break;
                BankIdCertificates.LoadSigningRoot(options.SigningRoot, host.ContentRootPath, time.GetUtcNow(), errors);
                if (connection is not null)
                    BankIdCertificates.ReadRelyingParty(connection.ClientCertificate, errors);
                break;
            default:
                errors.Add("Environment", $"must be Simulator, Test or Production; given: {options.Environment}");
                break;
        }

        return errors.Result;
    }
}

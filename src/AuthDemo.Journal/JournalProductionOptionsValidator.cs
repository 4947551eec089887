using AuthDemo.Configuration;
using AuthDemo.Journal.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal;

/// <summary>
/// Stops the start in Production when others could read the journal's files or keys. Not for the commands: they must work on what is there.
/// </summary>
internal sealed class JournalProductionOptionsValidator(IHostEnvironment environment) : IValidateOptions<JournalOptions>
{
    public ValidateOptionsResult Validate(string? name, JournalOptions options)
    {
        var errors = new OptionsErrors(JournalOptions.Section);
        if (!environment.IsProduction() || string.IsNullOrWhiteSpace(options.DataFolder))
            return errors.Result;
        if (options.KeyCertificate is null && !options.UnprotectedKeys)
        {
            errors.Add("KeyCertificate:Path", "must name a PKCS #12 file that protects the keys in the journal; to store them in clear text, " +
                "set Journal:UnprotectedKeys=true");
        }
        var folder = Path.GetFullPath(Path.Combine(environment.ContentRootPath, options.DataFolder));
        if (PrivateDirectory.OthersMode(folder) is { } mode)
        {
            errors.Add("DataFolder", $"must be a folder that only the service's user can access: run chmod 700 '{folder}'", $"mode {mode}");
        }
        return errors.Result;
    }
}

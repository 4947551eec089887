using AuthDemo.Configuration;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.BankId;

/// <summary>Validates <see cref="SimulatorConnectionOptions"/>; each error names the key, the rule and the value given.</summary>
internal sealed class SimulatorConnectionOptionsValidator : IValidateOptions<SimulatorConnectionOptions>
{
    private const int MaxPort = 65535;

    public ValidateOptionsResult Validate(string? name, SimulatorConnectionOptions options)
    {
        var errors = new OptionsErrors(SimulatorConnectionOptions.Section);
        errors.Between(nameof(options.RpPort), options.RpPort, 0, MaxPort);
        errors.Between(nameof(options.PhonePort), options.PhonePort, 0, MaxPort);
        return errors.Result;
    }
}

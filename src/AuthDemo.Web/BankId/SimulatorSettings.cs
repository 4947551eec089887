using Microsoft.Extensions.Options;

namespace AuthDemo.Web.BankId;

/// <summary>Section <c>Simulator</c>: which simulator stands in for BankID when <c>BankId:Environment</c> is <c>Simulator</c>.</summary>
internal sealed class SimulatorSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Simulator";

    /// <summary>
    /// The <c>simulator.json</c> of a simulator that runs by itself; null starts one in this process. A relative path starts at the
    /// content root. The file is read again when it changes, so the simulator may start late or again.
    /// </summary>
    public string? Connection { get; set; }

    /// <summary>Port of the RP API of a simulator in this process; 0 takes any free one.</summary>
    public int RpPort { get; set; }

    /// <summary>Port of the phone's page of a simulator in this process; 0 takes any free one.</summary>
    public int PhonePort { get; set; }
}

/// <summary>Names the key, its limits and what was given.</summary>
internal sealed class SimulatorSettingsValidator : IValidateOptions<SimulatorSettings>
{
    public ValidateOptionsResult Validate(string? name, SimulatorSettings options)
    {
        var errors = new List<string>();
        Port(nameof(options.RpPort), options.RpPort);
        Port(nameof(options.PhonePort), options.PhonePort);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Port(string key, int port)
        {
            if (port is < 0 or > 65535)
                errors.Add($"Simulator:{key} must be a port from 0 (any) to 65535; it is {port}.");
        }
    }
}

namespace AuthDemo.Web.BankId;

/// <summary>Section <c>Simulator</c>: the simulator to use when <c>BankId:Environment</c> is <c>Simulator</c>.</summary>
internal sealed class SimulatorConnectionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Simulator";

    /// <summary>
    /// The <c>simulator.json</c> of a simulator in a process of its own; null starts a simulator in this process. A relative path is
    /// resolved against the content root. The file is read again when it changes, so the simulator may start late or restart.
    /// </summary>
    public string? Connection { get; set; }

    /// <summary>The port of the RP API of a simulator in this process; 0 takes any free port.</summary>
    public int RpPort { get; set; }

    /// <summary>The port of the phone page of a simulator in this process; 0 takes any free port.</summary>
    public int PhonePort { get; set; }
}

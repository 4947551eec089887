namespace AuthDemo.Simulator.Client;

/// <summary>A person with a phone. Prints the id only.</summary>
/// <param name="Id">What <see cref="SimulatorClient.Phone"/> takes.</param>
/// <param name="Name">Given name and surname, as a relying party receives them.</param>
/// <param name="PersonalNumber">12 digits; reserved for test data.</param>
/// <param name="Code">Security code.</param>
/// <param name="Kind">mobile, file or card.</param>
public sealed record Person(string Id, string Name, string PersonalNumber, string Code, string Kind)
{
    /// <summary>Prints the id only.</summary>
    public override string ToString() => $"person {Id}";
}

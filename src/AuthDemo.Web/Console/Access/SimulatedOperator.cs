namespace AuthDemo.Web.Console.Access;

/// <summary>
/// In Development with the simulator, and when no operator is configured, the simulated person <c>asa</c> is an admin, so that the
/// console can be tried at once. The number's birth number is one that is never given to anybody; and BankID's own environments
/// never get this default.
/// </summary>
internal static class SimulatedOperator
{
    private const string PersonalNumber = "197805219842";

    public static void AddTo(ConsoleOptions options, IConfiguration configuration)
    {
        var environment = configuration["BankId:Environment"];
        if (options.Operators.Count == 0 && (environment is null || environment.Equals("Simulator", StringComparison.OrdinalIgnoreCase)))
            options.Operators.Add(new() { Name = "asa", Role = OperatorRole.Admin, PersonalNumber = PersonalNumber });
    }
}

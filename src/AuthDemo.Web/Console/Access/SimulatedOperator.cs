namespace AuthDemo.Web.Console.Access;

/// <summary>
/// Makes the simulated person <c>asa</c> an admin in Development with the simulator if no operator is configured, so that the console can
/// be tried at once. The personal number is from the range reserved for tests, and BankID's own environments never get this default.
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

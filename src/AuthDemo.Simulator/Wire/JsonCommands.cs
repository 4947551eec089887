namespace AuthDemo.Simulator.Wire;

/// <summary>Reads a command's arguments, adding problems to the fields, and returns what to run when there were none.</summary>
internal delegate Func<(int Status, object Body)> JsonCommand(RequestFields arguments);

/// <summary>Commands of the phone's listener: <c>POST PREFIX/NAME</c> with the arguments as a JSON object.</summary>
internal static class JsonCommands
{
    private const int MaxBodyBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes, string prefix, IReadOnlyDictionary<string, JsonCommand> commands)
    {
        foreach (var (name, command) in commands)
            routes.MapPost($"{prefix}{name}", http => JsonEndpoint.RunAsync(http, MaxBodyBytes, arguments =>
            {
                var run = command(arguments);
                return arguments.Problems.Count > 0 ? JsonEndpoint.Invalid(arguments.ProblemText) : run();
            }));
    }

    public static (int Status, object Body) Ok(object body) => (StatusCodes.Status200OK, body);

    /// <summary>A command without arguments that only reads.</summary>
    public static JsonCommand Query(Func<object> read) => _ => () => Ok(read());

    /// <summary>A command without arguments or result.</summary>
    public static JsonCommand Action(Action run) => _ => Do(run);

    /// <summary>Runs the action and returns an empty object.</summary>
    public static Func<(int Status, object Body)> Do(Action run) => () =>
    {
        run();
        return Ok(new { });
    };
}

namespace AuthDemo.Journal.AuditLog;

/// <summary>Who may stand as an entry's actor.</summary>
internal static class ActorNames
{
    /// <summary>The service by itself.</summary>
    public const string Service = "service";

    /// <summary>The person, in the browser.</summary>
    public const string User = "user";

    /// <summary>Whoever ran a command on the server.</summary>
    public const string CommandLine = "command line";

    /// <summary>An operator by the name in the configured list, never by personal number.</summary>
    public static string Operator(string name) => $"operator:{name}";
}

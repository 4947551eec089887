namespace AuthDemo.Journal.AuditLog;

/// <summary>The actors of audit entries.</summary>
internal static class ActorNames
{
    /// <summary>The service itself.</summary>
    public const string Service = "service";

    /// <summary>The person, in the browser.</summary>
    public const string User = "user";

    /// <summary>A user of the command line on the server.</summary>
    public const string CommandLine = "command line";

    /// <summary>An operator, by the name in the configured list; never a personal number.</summary>
    public static string Operator(string name) => $"operator:{name}";
}

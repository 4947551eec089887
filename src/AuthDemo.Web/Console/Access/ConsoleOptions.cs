namespace AuthDemo.Web.Console.Access;

/// <summary>Section <c>Console</c>: the operators of the console, and its settings.</summary>
internal sealed class ConsoleOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Console";

    /// <summary>The operators (<c>Console:Operators:0:Name</c> …). Empty by default: nobody can use the console.</summary>
    public IList<OperatorEntry> Operators { get; } = [];

    /// <summary>
    /// Key of <see cref="OperatorEntry.PersonalNumberHash"/>, base64, 32 bytes or more (<c>Console:HashKey</c>). A secret: store it
    /// apart from the list. There are so few personal numbers that the hashes protect nothing without it.
    /// </summary>
    public string? HashKey { get; set; }

    /// <summary>The idle timeout in minutes, 0.25–480 (<c>Console:IdleMinutes</c>).</summary>
    public double IdleMinutes { get; set; } = 15;

    /// <summary>The part of an end user's IP address that operators see (<c>Console:Addresses</c>).</summary>
    public AddressPolicy Addresses { get; set; } = AddressPolicy.Network;
}

/// <summary>The part of an end user's IP address that the console shows.</summary>
internal enum AddressPolicy
{
    /// <summary>Nothing.</summary>
    Hidden,

    /// <summary>The network: IPv4 without its last octet, IPv6 without its last 80 bits.</summary>
    Network,

    /// <summary>The full address.</summary>
    Full,
}

/// <summary>One operator, identified by either the personal number or its hash. Prints masked.</summary>
internal sealed class OperatorEntry
{
    /// <summary>The name in the audit log, 1–60 characters (<c>Console:Operators:0:Name</c>); never a personal number.</summary>
    public string Name { get; set; } = "";

    /// <summary>The role (<c>Console:Operators:0:Role</c>).</summary>
    public OperatorRole Role { get; set; } = OperatorRole.Viewer;

    /// <summary>HMAC-SHA-256 of the 12 digits with <c>Console:HashKey</c>, hex (<c>Console:Operators:0:PersonalNumberHash</c>).</summary>
    public string? PersonalNumberHash { get; set; }

    /// <summary>The 12 digits (<c>Console:Operators:0:PersonalNumber</c>): from a secret store or the environment, never from a shared file.</summary>
    public string? PersonalNumber { get; set; }

    /// <summary>Without the personal number.</summary>
    public override string ToString() => $"OperatorEntry {{ Name = {Name}, Role = {Role} }}";
}

/// <summary>The roles of operators; each includes the rights of the roles before it.</summary>
internal enum OperatorRole
{
    /// <summary>Reads everything and verifies the audit chain.</summary>
    Viewer,

    /// <summary>Cancels sessions, identifies callers, reveals personal numbers, exports.</summary>
    Operator,

    /// <summary>Restarts Python and compares its patterns.</summary>
    Admin,
}

namespace AuthDemo.Web.Console.Access;

/// <summary>Section <c>Console</c>: who may use the operator console, and how.</summary>
internal sealed class ConsoleOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Console";

    /// <summary>Who may see the console (<c>Console:Operators:0:Name</c> …). Empty: nobody, which is how a new installation starts.</summary>
    public IList<OperatorEntry> Operators { get; } = [];

    /// <summary>
    /// Key of <see cref="OperatorEntry.PersonalNumberHash"/>, base64, 32 bytes or more (<c>Console:HashKey</c>). A secret: keep it
    /// where the list is not, or the hashes protect nothing: there are few personal numbers.
    /// </summary>
    public string? HashKey { get; set; }

    /// <summary>Minutes without a key press or click after which an operator is signed out, 0.25–480 (<c>Console:IdleMinutes</c>).</summary>
    public double IdleMinutes { get; set; } = 15;

    /// <summary>How much of an end user's address operators see (<c>Console:Addresses</c>).</summary>
    public AddressPolicy Addresses { get; set; } = AddressPolicy.Network;
}

/// <summary>How much of an end user's IP address the console shows.</summary>
internal enum AddressPolicy
{
    /// <summary>Nothing.</summary>
    Hidden,

    /// <summary>The network: IPv4 without its last octet, IPv6 without its last 80 bits.</summary>
    Network,

    /// <summary>All of it.</summary>
    Full,
}

/// <summary>One operator. Exactly one of the two ways to say who it is. Prints masked.</summary>
internal sealed class OperatorEntry
{
    /// <summary>What the audit log calls the operator, 1–60 characters (<c>Console:Operators:0:Name</c>); never a personal number.</summary>
    public string Name { get; set; } = "";

    /// <summary>What the operator may do (<c>Console:Operators:0:Role</c>).</summary>
    public OperatorRole Role { get; set; } = OperatorRole.Viewer;

    /// <summary>HMAC-SHA-256 of the 12 digits with <c>Console:HashKey</c>, hex (<c>Console:Operators:0:PersonalNumberHash</c>).</summary>
    public string? PersonalNumberHash { get; set; }

    /// <summary>The 12 digits (<c>Console:Operators:0:PersonalNumber</c>): from a secret store or the environment, never from a file that is shared.</summary>
    public string? PersonalNumber { get; set; }

    /// <summary>The name alone.</summary>
    public override string ToString() => $"OperatorEntry {{ Name = {Name}, Role = {Role} }}";
}

/// <summary>What an operator may do; each role may what those before it may.</summary>
internal enum OperatorRole
{
    /// <summary>Look, also whether the log's chain holds.</summary>
    Viewer,

    /// <summary>Act on sessions: cancel, identify a caller, see a personal number, export.</summary>
    Operator,

    /// <summary>Act on the service: restart Python, compare its patterns.</summary>
    Admin,
}

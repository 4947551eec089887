using System.Diagnostics.CodeAnalysis;

namespace AuthDemo.Sessions;

/// <summary>
/// Exchanges one completed session for one user cookie: 32 random bytes, redeemable once, by its owner, within 30 s. A secret:
/// prints masked, travels in a form post, never in a URL.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record Ticket
{
    [Id(0)] private readonly string _value;

    private Ticket(string value) => _value = value;

    /// <summary>A new random ticket.</summary>
    public static Ticket New() => new(RandomToken.New());

    /// <summary>Reads a ticket from a form field; false when it is not valid.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Ticket? ticket)
    {
        ticket = RandomToken.IsValid(text) ? new Ticket(text) : null;
        return ticket is not null;
    }

    /// <summary>The form field's value. For the form only.</summary>
    public string Reveal() => _value;

    /// <summary>SHA-256 of the ticket, lower-case hex: what is stored.</summary>
    public string Hash() => RandomToken.Hash(_value);

    /// <summary>Masked.</summary>
    public override string ToString() => "Ticket { *** }";
}

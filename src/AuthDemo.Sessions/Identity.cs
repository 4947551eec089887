namespace AuthDemo.Sessions;

/// <summary>Who BankID identified. Personal data: prints masked; never logged.</summary>
/// <param name="PersonalNumber">12 digits, <c>YYYYMMDDNNNN</c>.</param>
/// <param name="Name">Full name as BankID has it; may be all capitals.</param>
/// <param name="GivenName">Given names.</param>
/// <param name="Surname">Surname.</param>
[GenerateSerializer, Immutable]
public sealed record Identity(
    [property: Id(0)] string PersonalNumber, [property: Id(1)] string Name,
    [property: Id(2)] string GivenName, [property: Id(3)] string Surname)
{
    /// <summary>The personal number as a page may show it: birth date, last four hidden.</summary>
    public string MaskedPersonalNumber => PersonalNumber.Length == 12 ? $"{PersonalNumber[..8]}-••••" : "••••";

    /// <summary>Masked.</summary>
    public override string ToString() => "Identity { *** }";
}

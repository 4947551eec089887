using System.Text.RegularExpressions;

namespace AuthDemo.Sessions.Intents;

/// <summary>The kinds of BankID, by the OIDs of their certificate policies (facts §1.9).</summary>
public static partial class CertificatePolicy
{
    /// <summary>BankID on smart card, in production and in test.</summary>
    public static IReadOnlyList<string> Cards { get; } = ["1.2.752.78.1.2", "1.2.3.4.10"];

    /// <summary>An object identifier with at most one <c>*</c>, from its fifth part on.</summary>
    public static bool IsValid(string policy) => Oid().IsMatch(policy);

    /// <summary>BankID on smart card is of this kind; a <c>*</c> stands for any one part, at the end for all that follow.</summary>
    public static bool CoversCard(string policy)
    {
        var parts = policy.Split('.');
        return Cards.Select(card => card.Split('.')).Any(card =>
            card.Length >= parts.Length && (card.Length == parts.Length || parts[^1] == "*")
            && parts.Zip(card).All(pair => pair.First == "*" || pair.First == pair.Second));
    }

    [GeneratedRegex(@"^[0-2](\.(0|[1-9][0-9]*)){3}((\.(0|[1-9][0-9]*))*(\.\*)?(\.(0|[1-9][0-9]*))*)\z")]
    private static partial Regex Oid();
}

using System.Text.RegularExpressions;

namespace AuthDemo.Sessions.Intents;

/// <summary>The kinds of BankID, by the OIDs of their certificate policies (facts §1.9).</summary>
public static partial class CertificatePolicy
{
    /// <summary>BankID on smart card, in production and in test.</summary>
    public static IReadOnlyList<string> Cards { get; } = ["1.2.752.78.1.2", "1.2.3.4.10"];

    /// <summary>True for an object identifier with at most one <c>*</c>, at the fifth arc or later.</summary>
    public static bool IsValid(string policy) => Oid().IsMatch(policy);

    /// <summary>True when the policy includes BankID on smart card. A <c>*</c> matches one arc, or all remaining ones at the end.</summary>
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

using System.Net;
using System.Net.Sockets;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Lint;

/// <summary>Looks at a start request that is valid but may be unwise.</summary>
internal static class StartLint
{
    private const int LongestDetail = 64;

    public static void Check(LintBook lint, string operation, Fields body, OrderRequest request)
    {
        foreach (var member in body.Unknown)
            lint.Note(LintRule.UnknownMember, operation, member.Length <= LongestDetail ? member : member[..LongestDetail]);
        if (request.PersonalNumber is { } number && !HasRightCheckDigit(number))
            lint.Note(LintRule.PersonalNumber, operation);
        if (request.EndUserIp is { } address && !IsPublic(address))
            lint.Note(LintRule.EndUserIp, operation);
        if (request.VisibleDataFormat is "plaintext")
            lint.Note(LintRule.PlaintextFormat, operation);
        if (request.Requirement.HasRisk)
            lint.Note(LintRule.RequirementRisk, operation);
        if (request.Requirement is { CardReader: not null, CertificatePolicies: null })
            lint.Note(LintRule.CardReader, operation);
        if (!request.Kind.IsByPhoneCall() && !request.HasDeviceData)
            lint.Note(LintRule.NoDeviceData, operation);
    }

    /// <summary>The Luhn check over the last ten digits.</summary>
    public static bool HasRightCheckDigit(string personalNumber)
    {
        var sum = 0;
        for (var i = 2; i < personalNumber.Length; i++)
        {
            var product = (personalNumber[i] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += product / 10 + product % 10;
        }
        return sum % 10 == 0;
    }

    private static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            return false;
        if (address.AddressFamily is AddressFamily.InterNetworkV6)
            return !address.IsIPv6LinkLocal && !address.IsIPv6UniqueLocal;
        return address.GetAddressBytes() is not ([10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..]);
    }
}

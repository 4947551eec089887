using System.Net;
using System.Net.Sockets;
using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Lint;

/// <summary>Checks a valid start request for what may be unwise.</summary>
internal static class StartRequestLint
{
    private const int MaxDetailLength = 64;

    public static void Check(LintRecorder lint, string operation, RequestFields body, OrderRequest request)
    {
        foreach (var member in body.Unknown)
            lint.Record(LintRule.UnknownMember, operation, member.Length <= MaxDetailLength ? member : member[..MaxDetailLength]);
        if (request.PersonalNumber is { } number)
            CheckPersonalNumber(lint, operation, number);
        if (request.EndUserIp is { } address)
            CheckAddress(lint, operation, address);
        CheckTexts(lint, operation, request);
        if (request.Requirement.HasRisk)
            lint.Record(LintRule.RequirementRisk, operation);
        if (request.Requirement is { CardReader: not null, CertificatePolicies: null })
            lint.Record(LintRule.CardReader, operation);
        if (!request.Kind.IsAddressedToPerson() && !request.HasDeviceData)
            lint.Record(LintRule.NoDeviceData, operation);
    }

    private static void CheckPersonalNumber(LintRecorder lint, string operation, string number)
    {
        if (!PersonalNumber.HasPossibleBirthDate(number))
            lint.Record(LintRule.BirthDate, operation);
        else if (!PersonalNumber.HasValidCheckDigit(number))
            lint.Record(LintRule.PersonalNumber, operation);
    }

    private static void CheckAddress(LintRecorder lint, string operation, IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            lint.Record(LintRule.LoopbackIp, operation);
        else if (!IsPublic(address))
            lint.Record(LintRule.EndUserIp, operation);
    }

    private static void CheckTexts(LintRecorder lint, string operation, OrderRequest request)
    {
        if (request.VisibleDataFormat is "plaintext")
            lint.Record(LintRule.PlaintextFormat, operation);
        if (request.VisibleData is { } visible && !MimeBase64.IsCanonical(visible))
            lint.Record(LintRule.Base64LineBreaks, operation, "userVisibleData");
        if (request.NonVisibleData is { } nonVisible && !MimeBase64.IsCanonical(nonVisible))
            lint.Record(LintRule.Base64LineBreaks, operation, "userNonVisibleData");
        if (request is { IsMarkdown: true, VisibleText: { } text })
        {
            foreach (var problem in MarkdownLint.Problems(text))
                lint.Record(LintRule.Markdown, operation, problem);
        }
    }

    private static bool IsPublic(IPAddress address)
    {
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            return false;
        if (address.AddressFamily is AddressFamily.InterNetworkV6)
            return !address.IsIPv6LinkLocal && !address.IsIPv6UniqueLocal;
        return address.GetAddressBytes() is not ([10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..]);
    }
}

using System.Globalization;
using AuthDemo.Simulator.Evidence;
using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.RpApi;

/// <summary>Response to collect, member for member as sent over the wire.</summary>
internal sealed record CollectResponse(string OrderRef, string Status, string? HintCode, CompletionData? CompletionData)
{
    public override string ToString() => $"collect response ({Status} {HintCode})";
}

internal sealed record CompletionData(
    CompletionUser User,
    CompletionDevice Device,
    string BankIdIssueDate,
    StepUp? StepUp,
    string Signature,
    string OcspResponse,
    string? Risk)
{
    /// <param name="order">A complete order.</param>
    /// <param name="evidence">The user's signature and the OCSP response.</param>
    public static CompletionData Of(Order order, SignedEvidence evidence)
    {
        var holder = order.Holder!;
        return new CompletionData(
            new CompletionUser(holder.PersonalNumber, holder.Name, holder.GivenName, holder.Surname),
            new CompletionDevice(order.PhoneAddress!.ToString(), holder.Uhi),
            holder.IssuedOn.ToString("yyyy-MM-dd'Z'", CultureInfo.InvariantCulture),
            order.Request.Requirement.Mrtd ? new StepUp(Mrtd: true) : null,
            evidence.Signature,
            evidence.OcspResponse,
            order.Request.ReturnRisk ? holder.Risk : null);
    }

    public override string ToString() => "completion data";
}

internal sealed record CompletionUser(string PersonalNumber, string Name, string GivenName, string Surname)
{
    public override string ToString() => "user";
}

internal sealed record CompletionDevice(string IpAddress, string Uhi)
{
    public override string ToString() => "device";
}

internal sealed record StepUp(bool Mrtd);

internal sealed record StartResponse(Guid OrderRef, Guid AutoStartToken, Guid QrStartToken, Guid QrStartSecret)
{
    public override string ToString() => "start response";
}

internal sealed record OrderRefResponse(Guid OrderRef)
{
    public override string ToString() => "start response";
}

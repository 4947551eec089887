using System.Text.Json;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Sessions.Protocol;

/// <summary>The members of an intent under the seam's names (<c>python-bankid/contract/README.md</c>).</summary>
internal static class IntentMembers
{
    public static void Write(Utf8JsonWriter json, AuthIntent intent)
    {
        SeamRequest.WriteIfAny(json, "user_visible_data", intent.UserVisibleData);
        if (intent.UserVisibleDataFormat is TextFormat.SimpleMarkdown)
            json.WriteString("user_visible_data_format", "simpleMarkdownV1");
        SeamRequest.WriteIfAny(json, "user_non_visible_data", intent.UserNonVisibleData);
        if (intent.ReturnRisk)
            json.WriteBoolean("return_risk", true);
        if (intent.Requirement is { } requirement)
            WriteRequirement(json, requirement);
        if (intent.Payment is { } payment)
            WritePayment(json, payment);
        SeamRequest.WriteIfAny(json, "personal_number", intent.PersonalNumber);
        if (intent.Phone is { } phone)
            WritePhone(json, phone);
    }

    public static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteRequirement(Utf8JsonWriter json, Requirement requirement)
    {
        json.WriteStartObject("requirement");
        if (requirement.PinCode)
            json.WriteBoolean("pin_code", true);
        if (requirement.Mrtd)
            json.WriteBoolean("mrtd", true);
        if (requirement.CardReader is { } reader)
            json.WriteString("card_reader", reader is CardReader.Class1 ? "class1" : "class2");
        if (requirement.CertificatePolicies is { } policies)
            WriteTexts(json, "certificate_policies", policies);
        SeamRequest.WriteIfAny(json, "personal_number", requirement.PersonalNumber);
        json.WriteEndObject();
    }

    private static void WritePayment(Utf8JsonWriter json, Payment payment)
    {
        json.WriteStartObject("payment");
        json.WriteString("transaction_type", SeamRequest.Word(payment.Type));
        json.WriteString("recipient", payment.Recipient);
        SeamRequest.WriteIfAny(json, "amount", payment.Amount);
        SeamRequest.WriteIfAny(json, "currency", payment.Currency);
        SeamRequest.WriteIfAny(json, "risk_warning", payment.RiskWarning);
        if (payment.RiskFlags is { } flags)
            WriteTexts(json, "risk_flags", flags);
        json.WriteEndObject();
    }

    private static void WritePhone(Utf8JsonWriter json, PhoneCall phone)
    {
        json.WriteStartObject("phone");
        json.WriteString("call_initiator", phone.Initiator is CallInitiator.Rp ? "RP" : "user");
        json.WriteString("personal_number", phone.PersonalNumber);
        json.WriteEndObject();
    }
}

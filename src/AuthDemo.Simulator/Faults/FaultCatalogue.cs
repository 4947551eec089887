using System.Text.Json.Nodes;
using AuthDemo.Simulator.Evidence;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Faults;

/// <summary>All faults.</summary>
internal static class FaultCatalogue
{
    private const string Json = "application/json";

    public static readonly IReadOnlyList<Fault> All =
    [
        Error("rate-limited", 429, "tooManyRequests", "Too many requests.",
            ("RateLimit-Limit", "10"), ("RateLimit-Remaining", "0"), ("RateLimit-Reset", "5")),
        Error("maintenance", 503, "maintenance", "The service is temporarily unavailable."),
        Error("internal-error", 500, "internalError", "Internal technical error."),
        Error("request-timeout", 408, "requestTimeout", "The request took too long."),
        Error("unauthorized", 401, "unauthorized", "No access to the service."),
        Error("already-in-progress", 400, "alreadyInProgress", "Order already in progress for pno"),
        Error("invalid-parameters", 400, "invalidParameters", "Invalid endUserIp"),
        Error("unknown-error", 400, "brandNewError", "An error code that you do not know."),
        Raw("forbidden", "403 with an HTML page", 403, "text/html", HtmlErrorPage.Of("403 Forbidden")),
        Raw("bad-gateway", "502 with an HTML page", 502, "text/html", HtmlErrorPage.Of("502 Bad Gateway")),
        Raw("gateway-timeout", "504 with plain text", 504, "text/plain", "upstream request timeout"),
        Raw("html", "200 with an HTML page", 200, "text/html", HtmlErrorPage.Of("Welcome")),
        Raw("empty", "200 without a body", 200, Json, ""),
        Raw("empty-array", "200 with []", 200, Json, "[]"),
        Raw("empty-object", "200 with {}", 200, Json, "{}"),
        Raw("garbage", "200 with half a JSON object", 200, Json, "{\"orderRef\":\"131daac9"),

        new Fault.ModifiesResponse("wrong-types", "Every text is a number and every object a text", WrongTypes),
        new Fault.ModifiesResponse("extra-members", "Members that you do not know", json =>
            json["brandNewMember"] = new JsonObject { ["list"] = new JsonArray(1, null, "x") }),
        Collect("unknown-hint", "pending with a hint code you do not know", "pending", "brandNewHint"),
        Collect("unknown-failure", "failed with a hint code you do not know", "failed", "brandNewFailure"),
        Collect("unknown-status", "a status you do not know", "postponed", null),
        Collect("no-client", "pending with noClient", "pending", "noClient"),

        Completion("issue-date-plain", "bankIdIssueDate without offset", data => data["bankIdIssueDate"] = "2023-01-01"),
        Completion("issue-date-offset", "bankIdIssueDate with +00:00", data => data["bankIdIssueDate"] = "2023-01-01+00:00"),
        Completion("issue-date-time", "bankIdIssueDate as a full time", data => data["bankIdIssueDate"] = "2023-01-01T00:00:00Z"),
        Completion("step-up-null", "stepUp is null", data => data["stepUp"] = null),
        Completion("step-up-bool", "stepUp is a boolean", data => data["stepUp"] = true),
        Completion("no-uhi", "device without uhi", data => data["device"]!.AsObject().Remove("uhi")),
        Completion("no-risk", "risk could not be computed", data => data.Remove("risk")),
        Completion("no-ocsp", "without ocspResponse", data => data.Remove("ocspResponse")),

        new Fault.ForgesEvidence("forged-text", "The signed text was changed after signing", Forgery.Text),
        new Fault.ForgesEvidence("forged-signature", "The signature value was changed", Forgery.SignatureValue),
        new Fault.ForgesEvidence("forged-issuer", "Certificates with the right names from a CA that nobody trusts", Forgery.Issuer),
        new Fault.ForgesEvidence("forged-doctype", "The signature has a document type declaration", Forgery.DocumentType),
        new Fault.ForgesEvidence("forged-ocsp", "The OCSP response's signature was changed", Forgery.OcspSignature),
        new Fault.ForgesEvidence("forged-ocsp-nonce", "The OCSP response belongs to another signature", Forgery.OcspNonce),
        new Fault.ForgesEvidence("ocsp-revoked", "The OCSP response says the certificate is revoked", Forgery.OcspRevoked),

        new Fault.DelaysOperation("slow", "10 s, or the seconds given, before the operation", 10),
        new Fault.DelaysOperation("hang", "No response until the client disconnects", null),
        new Fault.BreaksConnection("reset", "The connection breaks before the operation", BreakPoint.Before),
        new Fault.BreaksConnection("reset-after", "The operation runs, its response is lost", BreakPoint.After),
        new Fault.BreaksConnection("reset-within", "The connection breaks in the middle of the response", BreakPoint.WithinBody),
    ];

    public static Fault? Find(string name) => All.FirstOrDefault(f => f.Name == name);

    private static Fault.ReplacesResponse Error(string name, int status, string code, string details, params (string, string)[] headers) =>
        new(name, $"{status} {code}", RpResponse.Error(status, code, details) with { Headers = headers });

    private static Fault.ReplacesResponse Raw(string name, string summary, int status, string contentType, string body) =>
        new(name, summary, RpResponse.Raw(status, contentType, body));

    private static Fault.ModifiesResponse Collect(string name, string summary, string status, string? hint) => new(name, summary, json =>
    {
        json["status"] = status;
        json.Remove("completionData");
        json.Remove("hintCode");
        if (hint is not null)
            json["hintCode"] = hint;
    }, "collect");

    private static Fault.ModifiesResponse Completion(string name, string summary, Action<JsonObject> change) =>
        new(name, summary, json => change(json["completionData"]!.AsObject()), Fault.Completion);

    private static void WrongTypes(JsonObject json)
    {
        foreach (var (name, value) in json.ToList())
            json[name] = value is JsonObject ? "an object" : 42;
    }
}

using AuthDemo.Simulator.Identities;

namespace AuthDemo.Simulator.Lint;

/// <summary>Severity of a finding: an error fails against BankID or breaks its rules, a warning may fail, information is advice.</summary>
internal enum LintSeverity
{
    Error,
    Warning,
    Info,
}

/// <summary>A mistake that a client can make, and what to do instead.</summary>
internal sealed record LintRule(string Name, LintSeverity Severity, string Advice)
{
    public static readonly LintRule ContentType = Error("content-type", "Send exactly application/json, without charset or other parameters.");
    public static readonly LintRule Verb = Error("verb", "Use POST.");
    public static readonly LintRule Path = Error("path", "Use the paths of RP API v6.0.");
    public static readonly LintRule Certificate = Error("certificate", "Use a client certificate that the service issued.");
    public static readonly LintRule InvalidParameters = Error("invalid-parameters", "Check every field before calling; the detail names it.");
    public static readonly LintRule CollectTooOften = Error("collect-too-often", "Collect every two seconds and never more often than once a second per order.");
    public static readonly LintRule CollectAfterFinal = Error("collect-after-final", "A final result is returned once: store it and stop collecting.");
    public static readonly LintRule ResultNotCollected = Warning("result-not-collected", "Collect until the order ends, or cancel it.");
    public static readonly LintRule UnknownMember = Warning("unknown-member", "BankID does not know this member, at least not here.");
    public static readonly LintRule PersonalNumber = Warning("personal-number", "The number's check digit is wrong: nobody can have it.");
    public static readonly LintRule BirthDate = Warning("birth-date", "The number's first eight digits are no date: nobody can have it.");
    public static readonly LintRule EndUserIp = Warning("end-user-ip", "Send the address of the user's device, not of a proxy.");
    public static readonly LintRule LoopbackIp = Info("loopback-ip", "A browser on this machine has this address. Make sure that the service sends the user's address when it runs behind a proxy.");
    public static readonly LintRule Base64LineBreaks = Info("base64-format", "Send base64 without line breaks and with padding. The service accepts both forms, other verifiers may not.");
    public static readonly LintRule Markdown = Warning("markdown", "The app shows this line as plain text. See BankID's guide to formatted text.");
    public static readonly LintRule RequirementRisk = Warning("requirement-risk", "requirement.risk is no longer supported; leave it out.");
    public static readonly LintRule CardReader = Warning("card-reader", "Send requirement.cardReader together with certificatePolicies for BankID on card only; what happens otherwise is undefined.");
    public static readonly LintRule QrAhead = Error("qr-ahead", "Count whole seconds, rounded down, from when the start response arrived.");
    public static readonly LintRule QrCode = Error("qr-code", "HMAC-SHA256, key qrStartSecret as text, message the seconds as text, 64 lower-case hexadecimal digits.");
    public static readonly LintRule LaunchLink = Error("launch-link", "bankid:///?autostarttoken=… with three slashes, or https://app.bankid.com/?autostarttoken=…; the name in lower case.");
    public static readonly LintRule LinkRedirect = Info("link-redirect", "redirect in the link is deprecated; send returnUrl in the start request.");
    public static readonly LintRule NoDeviceData = Info("no-device-data", "Send web or app with data about the user's device; it improves the risk assessment.");
    public static readonly LintRule PlaintextFormat = Info("plaintext-format", "plaintext is the default and not accepted everywhere; leave userVisibleDataFormat out.");

    private static LintRule Error(string name, string advice) => new(name, LintSeverity.Error, advice);

    private static LintRule Warning(string name, string advice) => new(name, LintSeverity.Warning, advice);

    private static LintRule Info(string name, string advice) => new(name, LintSeverity.Info, advice);
}

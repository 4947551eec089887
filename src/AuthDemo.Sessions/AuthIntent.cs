using AuthDemo.Sessions.Intents;

namespace AuthDemo.Sessions;

/// <summary>What a session shall do and on which device; the seam's <c>intent</c>. Holds personal data: prints masked.</summary>
[GenerateSerializer, Immutable]
public sealed record AuthIntent
{
    /// <summary>What the person is asked to do.</summary>
    [Id(0)] public required Flow Flow { get; init; }

    /// <summary>Where the BankID app is; null for the phone flows.</summary>
    [Id(1)] public Device? Device { get; init; }

    /// <summary>The browser's platform; null for the phone flows.</summary>
    [Id(2)] public ClientPlatform? Client { get; init; }

    /// <summary>The end user's address as we see it, IPv4 or IPv6; null for the phone flows.</summary>
    [Id(3)] public string? EndUserIp { get; init; }

    /// <summary>Data on the browser, for BankID's risk assessment; null leaves it out.</summary>
    [Id(4)] public WebDevice? Web { get; init; }

    /// <summary>
    /// Text the person sees in the app; required for signing. At most 1 500 characters after UTF-8 and base64, 40 000 for signing.
    /// </summary>
    [Id(5)] public string? UserVisibleData { get; init; }

    /// <summary>
    /// Where the app returns to; null: the person switches back by hand. The placeholders <c>{session}</c> and <c>{nonce}</c> become the
    /// session's id and a secret that <see cref="IAuthSessions.ReturnAsync"/> checks (facts S8). At most 512 characters when filled
    /// in.
    /// </summary>
    [Id(6)] public string? ReturnUrl { get; init; }

    /// <summary>How the app shows <see cref="UserVisibleData"/>.</summary>
    [Id(7)] public TextFormat UserVisibleDataFormat { get; init; }

    /// <summary>
    /// Data that is signed and not shown. At most 1 500 characters after UTF-8 and base64, 200 000 for signing.
    /// </summary>
    [Id(8)] public string? UserNonVisibleData { get; init; }

    /// <summary>What BankID requires of the person; null: what is configured for the device.</summary>
    [Id(9)] public Requirement? Requirement { get; init; }

    /// <summary>Requests the risk from BankID, even when no policy needs it.</summary>
    [Id(10)] public bool ReturnRisk { get; init; }

    /// <summary>The transaction; for <see cref="Flow.Payment"/> and <see cref="Flow.OtherPayment"/>.</summary>
    [Id(11)] public Payment? Payment { get; init; }

    /// <summary>The call; for the phone flows and no other.</summary>
    [Id(12)] public PhoneCall? Phone { get; init; }

    /// <summary>Whom the order goes to, 12 digits; for <see cref="Flow.OtherPayment"/> and no other flow.</summary>
    [Id(13)] public string? PersonalNumber { get; init; }

    /// <summary>Masked.</summary>
    public override string ToString() => $"AuthIntent {{ Flow = {Flow}, Device = {Device}, Client = {Client} }}";
}

/// <summary>What the person is asked to do.</summary>
[GenerateSerializer]
public enum Flow
{
    /// <summary>Identify.</summary>
    Auth,

    /// <summary>Sign a text.</summary>
    Sign,

    /// <summary>Approve a payment, or identify in connection with one (<c>npa</c>).</summary>
    Payment,

    /// <summary>Identify while on the phone with us; started by an operator.</summary>
    PhoneAuth,

    /// <summary>Sign a text while on the phone with us; started by an operator.</summary>
    PhoneSign,

    /// <summary>Approve a payment without a page of ours, for instance after an order by telephone; started by an operator.</summary>
    OtherPayment,
}

/// <summary>Properties of flows.</summary>
public static class Flows
{
    /// <summary>The order goes to a person by personal number: there is no browser, no device and no code to scan.</summary>
    public static bool IsStartedByOperator(this Flow flow) => flow is Flow.PhoneAuth or Flow.PhoneSign or Flow.OtherPayment;
}

/// <summary>Where the BankID app is, seen from the browser.</summary>
[GenerateSerializer]
public enum Device
{
    /// <summary>On the device that shows the page: launch link.</summary>
    Same,

    /// <summary>On another device: animated QR code.</summary>
    Other,
}

/// <summary>The browser's platform in the seam's words: <c>ios</c> … and <c>safari</c> ….</summary>
[GenerateSerializer, Immutable]
public sealed record ClientPlatform([property: Id(0)] string Os, [property: Id(1)] string Browser)
{
    /// <summary>A phone or a tablet.</summary>
    public bool IsMobile => Os is "ios" or "android";
}

/// <summary>Data on the browser for BankID (guide §1.3, <c>web</c>).</summary>
/// <param name="ReferringDomain">From configuration, never from the request; null leaves it out.</param>
/// <param name="UserAgent">1–256 characters; null leaves it out.</param>
/// <param name="DeviceIdentifier">Persistent id of the browser, 1–64 characters; not the session cookie.</param>
[GenerateSerializer, Immutable]
public sealed record WebDevice(
    [property: Id(0)] string? ReferringDomain, [property: Id(1)] string? UserAgent, [property: Id(2)] string DeviceIdentifier)
{
    /// <summary>Masked.</summary>
    public override string ToString() => "WebDevice { *** }";
}

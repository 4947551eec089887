namespace AuthDemo.Sessions;

/// <summary>What a session is for and on which device; the seam's <c>intent</c>. Holds personal data: prints masked.</summary>
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

    /// <summary>What the browser said of itself, for BankID's risk rating; null leaves it out.</summary>
    [Id(4)] public WebDevice? Web { get; init; }

    /// <summary>Text the person sees in the app; required for signing.</summary>
    [Id(5)] public string? UserVisibleData { get; init; }

    /// <summary>Where the app brings the browser back to, with a nonce of the page's own (facts S8); null leaves it to the person.</summary>
    [Id(6)] public string? ReturnUrl { get; init; }

    /// <summary>Masked.</summary>
    public override string ToString() => $"AuthIntent {{ Flow = {Flow}, Device = {Device}, Client = {Client} }}";
}

/// <summary>What the person is asked to do.</summary>
[GenerateSerializer]
public enum Flow
{
    /// <summary>Identify.</summary>
    Auth,
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
/// <param name="ReferringDomain">From configuration, never from the request.</param>
/// <param name="UserAgent">At most 256 characters.</param>
/// <param name="DeviceIdentifier">Persistent id of the browser, 1–64 characters; not the session cookie.</param>
[GenerateSerializer, Immutable]
public sealed record WebDevice(
    [property: Id(0)] string ReferringDomain, [property: Id(1)] string UserAgent, [property: Id(2)] string DeviceIdentifier)
{
    /// <summary>Masked.</summary>
    public override string ToString() => "WebDevice { *** }";
}

using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>Phones, as their browsers present themselves.</summary>
internal static class Devices
{
    public const string Safari =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

    public const string EdgeOnIos =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 EdgiOS/137.0.3296.57 Mobile/15E148 Safari/604.1";

    /// <summary>A phone in portrait, with a touch screen.</summary>
    public static BrowserNewContextOptions IPhone(string userAgent = Safari) => new()
    {
        ViewportSize = new() { Width = 390, Height = 844 }, UserAgent = userAgent, HasTouch = true, IsMobile = true,
    };
}

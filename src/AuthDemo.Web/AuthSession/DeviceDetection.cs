using System.Globalization;
using System.Text.RegularExpressions;
using AuthDemo.Sessions;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// Detects the browser's platform, in the codes of the protocol module. The first matching row of each table applies. The result affects
/// convenience only (the order of choices, the form of the launch link), never security.
/// </summary>
internal static partial class DeviceDetection
{
    /// <summary>A Mac with touch points is an iPad, because no Mac has a touch screen.</summary>
    private const int TabletTouchPoints = 2;

    private static readonly (string Token, string Os)[] s_osByHint =
        [("Android", "android"), ("iOS", "ios"), ("Windows", "windows"), ("macOS", "macos"), ("Linux", "linux"), ("Chrome OS", "linux")];

    private static readonly (string Token, string Os)[] s_osByUserAgent =
    [
        ("iPhone", "ios"), ("iPad", "ios"), ("iPod", "ios"), ("Android", "android"), ("Windows", "windows"), ("Macintosh", "macos"),
        ("CrOS", "linux"), ("Linux", "linux"), ("X11", "linux"),
    ];

    /// <summary>Specific tokens come before those that most browsers include for compatibility.</summary>
    private static readonly (string Token, string Browser)[] s_browserByUserAgent =
    [
        ("LinkedInApp", "webview"), ("Snapchat", "webview"), ("musical_ly", "webview"), ("BytedanceWebview", "webview"), ("TikTok", "webview"),
        ("Teams", "webview"), ("FB_IAB", "webview"), ("FBAN", "webview"), ("FBAV", "webview"), ("Instagram", "webview"), ("Line/", "webview"), ("GSA/", "webview"), ("; wv)", "webview"),
        ("EdgiOS", "edge"), ("EdgA/", "edge"), ("Edg/", "edge"),
        ("OPR/", "opera"), ("OPT/", "opera"), ("OPiOS", "opera"), ("OPX/", "opera"),
        ("SamsungBrowser", "samsung"), ("DuckDuckGo", "duckduckgo"), ("Ddg/", "duckduckgo"), ("Brave", "brave"),
        ("FxiOS", "firefox"), ("Focus/", "firefox"), ("Firefox", "firefox"),
        ("CriOS", "chrome"), ("Chrome/", "chrome"), ("Chromium/", "chrome"),
        ("Safari/", "safari"),
    ];

    /// <summary>The platform of a request, with the touch points sent by its start form, if any.</summary>
    public static ClientPlatform Of(HttpRequest request, string? touchPoints = null) => Of(
        request.Headers.UserAgent.ToString(),
        request.Headers["Sec-CH-UA-Platform"].ToString(),
        request.Headers["Sec-CH-UA"].ToString(),
        int.TryParse(touchPoints, NumberStyles.None, CultureInfo.InvariantCulture, out var touch) ? touch : 0);

    /// <summary>The platform from the browser's headers.</summary>
    /// <param name="userAgent"><c>User-Agent</c>.</param>
    /// <param name="platformHint"><c>Sec-CH-UA-Platform</c>, with its quotes; empty if not sent.</param>
    /// <param name="brandsHint"><c>Sec-CH-UA</c>; identifies browsers that hide in the user agent (Brave).</param>
    /// <param name="touchPoints"><c>navigator.maxTouchPoints</c>; 0 if unknown.</param>
    public static ClientPlatform Of(string userAgent, string platformHint = "", string brandsHint = "", int touchPoints = 0)
    {
        var hint = platformHint.Trim('"');
        var os = s_osByHint.FirstOrDefault(row => row.Token == hint).Os ?? First(s_osByUserAgent, userAgent) ?? "other";
        if (os == "macos" && touchPoints >= TabletTouchPoints)
            os = "ios";

        var browser = brandsHint.Contains("\"Brave\"", StringComparison.Ordinal) ? "brave" : First(s_browserByUserAgent, userAgent);
        // An iOS web view names its engine but no browser, not even Safari.
        browser ??= os == "ios" && userAgent.Contains("AppleWebKit", StringComparison.Ordinal) ? "webview" : "other";
        if (os == "ios" && browser is "safari" or "chrome" or "firefox" && !ExactProducts().IsMatch(userAgent))
            browser = "other";
        return new(os, browser);
    }

    /// <summary>
    /// Safari, Chrome and Firefox on iOS and nothing else. Other browsers and apps copy their user agents and add a name of their own; the
    /// app would return to the browser that they name.
    /// </summary>
    [GeneratedRegex(@"^Mozilla/5\.0 \([^)]*\) AppleWebKit/[\d.]+( \(KHTML, like Gecko\))?( (Version|CriOS|FxiOS)/[\d.]+)?( Mobile/\w+)?( Safari/[\d.]+)?$")]
    private static partial Regex ExactProducts();

    private static string? First((string Token, string Word)[] table, string text)
    {
        foreach (var (token, word) in table)
        {
            if (text.Contains(token, StringComparison.Ordinal))
                return word;
        }

        return null;
    }
}

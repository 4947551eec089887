using AuthDemo.Sessions;
using AuthDemo.Web.AuthSession;

namespace AuthDemo.Web.Tests.AuthSession;

/// <summary>One row for each row of the tables, with a real user agent.</summary>
public sealed class DeviceDetectionTests
{
    private const string IPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ";
    private const string Android = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) ";
    private const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    private const string Mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) ";

    [Theory]
    [InlineData(IPhone + "Version/18.1 Mobile/15E148 Safari/604.1", "ios", "safari")]
    [InlineData(IPhone + "CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1", "ios", "chrome")]
    [InlineData(IPhone + "FxiOS/133.0 Mobile/15E148 Safari/605.1.15", "ios", "firefox")]
    [InlineData(IPhone + "Version/17.0 EdgiOS/131.0.2903.68 Mobile/15E148 Safari/604.1", "ios", "edge")]
    [InlineData(IPhone + "Version/18.1 Mobile/15E148 Safari/604.1 OPT/5.1.1", "ios", "opera")]
    [InlineData(IPhone + "OPiOS/16.0.15 Mobile/15E148 Safari/9537.53", "ios", "opera")]
    [InlineData(IPhone + "Version/18.1 Mobile/15E148 DuckDuckGo/7 Safari/604.1", "ios", "duckduckgo")]
    [InlineData(IPhone + "Version/18.1 Mobile/15E148 Safari/604.1 Ddg/18.1", "ios", "duckduckgo")]
    [InlineData(IPhone + "Version/18.1 Brave/1 Mobile/15E148 Safari/604.1", "ios", "brave")]
    [InlineData(IPhone + "Mobile/15E148", "ios", "webview")]
    [InlineData(IPhone + "Mobile/15E148 [FBAN/FBIOS;FBAV/490.0]", "ios", "webview")]
    [InlineData(IPhone + "Mobile/15E148 Instagram 358.0", "ios", "webview")]
    [InlineData(IPhone + "Mobile/15E148 Safari Line/14.19", "ios", "webview")]
    [InlineData(IPhone + "GSA/343.0 Mobile/15E148 Safari/604.1", "ios", "webview")]
    [InlineData("Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Safari/604.1", "ios", "safari")]
    [InlineData("Mozilla/5.0 (iPod touch; CPU iPhone OS 12_5) AppleWebKit/605.1.15 Version/12.1 Safari/604.1", "ios", "safari")]
    [InlineData(Android + "Chrome/131.0.0.0 Mobile Safari/537.36", "android", "chrome")]
    [InlineData(Android + "SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36", "android", "samsung")]
    [InlineData(Android + "Chrome/131.0.0.0 Mobile Safari/537.36 EdgA/131.0.0.0", "android", "edge")]
    [InlineData(Android + "Chrome/131.0.0.0 Mobile Safari/537.36 OPR/86.0.0.0", "android", "opera")]
    [InlineData(Android + "Chrome/131.0.0.0 Mobile DuckDuckGo/5 Safari/537.36", "android", "duckduckgo")]
    [InlineData("Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0", "android", "firefox")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0 Mobile Safari/537.36", "android", "webview")]
    [InlineData(Windows, "windows", "chrome")]
    [InlineData(Windows + " Edg/131.0.0.0", "windows", "edge")]
    [InlineData(Windows + " OPR/115.0.0.0", "windows", "opera")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0", "windows", "firefox")]
    [InlineData(Mac + "Version/18.1 Safari/605.1.15", "macos", "safari")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "linux", "firefox")]
    [InlineData("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36", "linux", "chrome")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chromium/131.0 Safari/537.36", "linux", "chrome")]
    [InlineData(IPhone + "Version/18.1 Mobile/15E148 Safari/604.1 (Ecosia ios@10.5.0.1912)", "ios", "other")]
    [InlineData(IPhone + "FxiOS/133.0 Mobile/15E148 Safari/605.1.15 (Ecosia ios@10.5.0.1912)", "ios", "other")]
    [InlineData(IPhone + "Version/18.1 Mobile/15E148 Safari/604.1 Vivaldi/7.0", "ios", "other")]
    [InlineData(IPhone + "CriOS/131.0 Mobile/15E148 Safari/604.1 Vivaldi/7.0", "ios", "other")]
    [InlineData(IPhone + "Version/18.1 AlohaBrowser/6.2 Mobile/15E148 Safari/604.1", "ios", "other")]
    [InlineData(IPhone + "Version/18.1 YaBrowser/24.10 Mobile/15E148 Safari/604.1", "ios", "other")]
    [InlineData(IPhone + "Version/18.1 Mobile/15E148 Safari/604.1 ArcMobile2/1.30", "ios", "other")]
    [InlineData(IPhone + "Version/18.1 Mobile/15E148 Safari/604.1 Snapchat/13.10", "ios", "webview")]
    [InlineData(IPhone + "Version/18.1 Mobile/15E148 Safari/604.1 TeamsMobile-iOS", "ios", "webview")]
    [InlineData(IPhone + "Mobile/15E148 [LinkedInApp]/9.30", "ios", "webview")]
    [InlineData(IPhone + "Mobile/15E148 musical_ly_37.0 BytedanceWebview/d8a21c6", "ios", "webview")]
    [InlineData(Android + "Version/4.0 Chrome/131.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/490.0]", "android", "webview")]
    [InlineData(Android + "Chrome/131.0 Mobile Safari/537.36 Snapchat/13.10", "android", "webview")]
    [InlineData(Android + "Chrome/131.0 Mobile Safari/537.36 [LinkedInApp]", "android", "webview")]
    [InlineData("curl/8.11.0", "other", "other")]
    [InlineData("", "other", "other")]
    public void Of_UserAgent_NamesSystemAndBrowser(string userAgent, string os, string browser) =>
        Assert.Equal(new ClientPlatform(os, browser), DeviceDetection.Of(userAgent));

    [Theory]
    [InlineData(0, "macos")]
    [InlineData(1, "macos")]
    [InlineData(2, "ios")]
    [InlineData(5, "ios")]
    public void Of_MacWithTouchPoints_IsAnIPad(int touchPoints, string os) =>
        Assert.Equal(os, DeviceDetection.Of(Mac + "Version/18.1 Safari/605.1.15", touchPoints: touchPoints).Os);

    [Fact]
    public void Of_WindowsWithTouchScreen_IsAComputer() =>
        Assert.False(DeviceDetection.Of(Windows, touchPoints: 10).IsMobile);

    [Theory]
    [InlineData("\"Android\"", "android")]
    [InlineData("\"iOS\"", "ios")]
    [InlineData("\"Windows\"", "windows")]
    [InlineData("\"macOS\"", "macos")]
    [InlineData("\"Linux\"", "linux")]
    [InlineData("\"Chrome OS\"", "linux")]
    [InlineData("\"Fuchsia\"", "windows")]
    public void Of_PlatformHint_OutranksTheUserAgent(string hint, string os) =>
        Assert.Equal(os, DeviceDetection.Of(Windows, platformHint: hint).Os);

    [Fact]
    public void Of_BrandHint_NamesBrave() =>
        Assert.Equal("brave", DeviceDetection.Of(Windows, brandsHint: "\"Brave\";v=\"131\", \"Chromium\";v=\"131\"").Browser);
}

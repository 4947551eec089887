namespace AuthDemo.Simulator.Phone;

/// <summary>A link that starts the app on the same device: <c>bankid:///?autostarttoken=…</c> or the https form on
/// <c>app.bankid.com</c>. The parameter's name is lower-case; anything else does not reach the app.</summary>
/// <param name="Redirect">Deprecated way to say where to return; null when absent or the word <c>null</c>.</param>
internal sealed record LaunchLink(Guid AutoStartToken, string? Redirect)
{
    private static readonly string[] s_starts = ["bankid:///?", "https://app.bankid.com/?"];

    public static LaunchLink? Parse(string text)
    {
        text = text.Trim();
        if (Array.Find(s_starts, s => text.StartsWith(s, StringComparison.Ordinal)) is not { } start)
            return null;
        var query = text[start.Length..].Split('#')[0];
        var values = query.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')), StringComparer.Ordinal);
        var redirect = values["redirect"].FirstOrDefault();
        return Guid.TryParseExact(values["autostarttoken"].FirstOrDefault(), "D", out var token)
            ? new LaunchLink(token, redirect is "" or "null" ? null : redirect) : null;
    }

    public override string ToString() => "launch link";
}

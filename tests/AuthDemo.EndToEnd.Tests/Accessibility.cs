using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>
/// Axe in a page. Axe's own package for Playwright opens a second page for each look, to put together what frames have said, and takes
/// four times as long; no page looked at here has frames.
/// </summary>
internal static class Accessibility
{
    private static readonly string s_axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>What is on the screen now breaks no rule; the failure says which and where.</summary>
    public static async Task BreaksNoRuleAsync(this IPage page)
    {
        await page.EvaluateAsync(s_axe);
        var broken = await page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
                .map(rule => `${rule.id} (${rule.impact}): ${rule.help}: ${rule.nodes.map(node => node.html).join(" | ")}`)
            """);
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }
}

using System.Text.Json;
using Deque.AxeCore.Commons;

namespace AuthDemo.TestKit;

/// <summary>
/// Checks a page against axe-core's accessibility rules. Axe's own package for Playwright opens a second page per check to merge the
/// results of frames, and takes four times as long; the pages checked here have no frames.
/// </summary>
public static class AccessibilityRules
{
    private static readonly string s_axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>The rules that the page breaks as it is displayed now, and where.</summary>
    /// <param name="evaluate">Evaluates a script in the page: <c>script =&gt; page.EvaluateAsync(script)</c> in Playwright.</param>
    public static async Task<string[]> ViolationsAsync(Func<string, Task<JsonElement?>> evaluate)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        await evaluate(s_axe);
        var violations = await evaluate("""
            async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
                .map(rule => `${rule.id} (${rule.impact}): ${rule.help}: ${rule.nodes.map(node => node.html).join(" | ")}`)
            """);
        return violations!.Value.Deserialize<string[]>()!;
    }
}

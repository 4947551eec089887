using System.Globalization;
using System.Text.RegularExpressions;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Journal.AuditLog;

/// <summary>
/// The format of a session's outgoing calls in an audit entry: one word for each kind of call,
/// <c>bankid:collect@host=200;n=7;p50=12;max=40.2</c>, times in milliseconds.
/// </summary>
internal static partial class CallFacts
{
    /// <summary>The fact's name.</summary>
    public const string Name = "calls";

    public static IReadOnlyList<string> Write(IReadOnlyList<CallSummary> calls) => [.. calls.Select(Write)];

    /// <summary>Reads words separated by spaces; ignores words of another format.</summary>
    public static IReadOnlyList<CallSummary> Read(string? words) => words is null ? [] : [.. Call().Matches(words).Select(Read)];

    private static string Write(CallSummary call)
    {
        var host = call.Host is { } name ? $"@{name}" : "";
        var times = call.Outcome == "sent" ? "" : string.Create(
            CultureInfo.InvariantCulture, $";p50={call.Median.TotalMilliseconds:0.##};max={call.Longest.TotalMilliseconds:0.##}");
        return string.Create(CultureInfo.InvariantCulture, $"{Target(call.Target)}:{call.What}{host}={call.Outcome};n={call.Count}{times}");
    }

    private static CallSummary Read(Match call) => new(
        call.Groups["target"].Value == Target(CallTarget.Python) ? CallTarget.Python : CallTarget.BankId,
        call.Groups["what"].Value, call.Groups["host"] is { Success: true, Value: var host } ? host : null, call.Groups["outcome"].Value,
        int.Parse(call.Groups["n"].ValueSpan, CultureInfo.InvariantCulture), Time(call.Groups["p50"]), Time(call.Groups["max"]));

    private static TimeSpan Time(Capture ms) =>
        ms.Length > 0 ? TimeSpan.FromMilliseconds(double.Parse(ms.ValueSpan, CultureInfo.InvariantCulture)) : TimeSpan.Zero;

    private static string Target(CallTarget target) => target is CallTarget.Python ? "python" : "bankid";

    [GeneratedRegex(@"(?<=^|\s)(?<target>bankid|python):(?<what>[a-z/_]{1,40})(@(?<host>[^\s=;]+))?=(?<outcome>\w+);n=(?<n>\d{1,9})(;p50=(?<p50>[\d.]+);max=(?<max>[\d.]+))?(?=\s|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex Call();
}

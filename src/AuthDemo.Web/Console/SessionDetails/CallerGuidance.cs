using AuthDemo.Journal.Queries;
using AuthDemo.Web.Console.Layout;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Console.SessionDetails;

/// <summary>
/// What to tell the person on the phone, for each way a session of a flow stands or ended: the most particular text there is. Why it ended
/// says more than which flow it was, so a reason's own text comes before a flow's. Texts that name no flow are true of all of them.
/// </summary>
internal static class CallerGuidance
{
    // What both phone flows share: there is no page, no code to scan and no browser, and the operator sends the next request.
    private const string ByPhone = "phone";

    public static string For(IStringLocalizer<ConsoleTexts> texts, SessionSummary session)
    {
        string[] flows = IsByPhone(session.Flow) ? [session.Flow + ".", ByPhone + ".", ""] : [session.Flow + ".", ""];
        string[] endings = session.Reason is { } reason
            ? [$"{session.State}.{reason}", session.State, session.IsRunning ? "in_progress" : "failed"]
            : [session.State, session.IsRunning ? "in_progress" : "failed"];
        return endings.SelectMany(ending => flows.Select(flow => texts[$"Advice.{flow}{ending}"])).First(text => !text.ResourceNotFound);
    }

    /// <summary>The session has no page: the person has only the app and the operator.</summary>
    public static bool IsByPhone(string flow) => flow is "phone_auth" or "phone_sign";
}

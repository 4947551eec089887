using AuthDemo.Journal.ReadModels;
using AuthDemo.Web.Console.Layout;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Console.SessionDetails;

/// <summary>
/// Selects what the operator should tell a caller, by state, reason and flow: the most specific text there is. The reason is more specific
/// than the flow, so its text takes precedence. Texts without a flow apply to all flows.
/// </summary>
internal static class CallerGuidance
{
    // The texts of both phone flows, which have no page, no QR code and no browser.
    private const string ByPhone = "phone";

    public static string For(IStringLocalizer<ConsoleTexts> texts, SessionSummary session)
    {
        string[] flows = IsByPhone(session.Flow) ? [session.Flow + ".", ByPhone + ".", ""] : [session.Flow + ".", ""];
        string[] endings = session.Reason is { } reason
            ? [$"{session.State}.{reason}", session.State, session.IsRunning ? "in_progress" : "failed"]
            : [session.State, session.IsRunning ? "in_progress" : "failed"];
        return endings.SelectMany(ending => flows.Select(flow => texts[$"Advice.{flow}{ending}"])).First(text => !text.ResourceNotFound);
    }

    /// <summary>The flow has no page: the user has only the app and the operator.</summary>
    public static bool IsByPhone(string flow) => flow is "phone_auth" or "phone_sign" or "other_payment";
}

using AuthDemo.Journal;
using AuthDemo.Web.Console.Desk;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Console.One;

/// <summary>What to tell the person on the phone, for each way a session stands or ended: the most particular text there is.</summary>
internal static class Advice
{
    public static string For(IStringLocalizer<ConsoleTexts> texts, SessionSummary session)
    {
        var particular = texts[$"Advice.{session.State}.{session.Reason}"];
        if (!particular.ResourceNotFound)
            return particular;
        var general = texts["Advice." + session.State];
        return general.ResourceNotFound ? texts["Advice." + (session.IsRunning ? "in_progress" : "failed")] : general;
    }
}

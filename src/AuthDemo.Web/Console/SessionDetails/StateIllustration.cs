using AuthDemo.Journal.ReadModels;
using AuthDemo.Web.Shell;

namespace AuthDemo.Web.Console.SessionDetails;

/// <summary>The illustration of a state: the same as on the session's page, if there is one.</summary>
internal static class StateIllustration
{
    public static Picture Of(string state) => state switch
    {
        "starting" or "renewing" => Picture.Clock,
        "awaiting_scan" => Picture.Phone,
        "awaiting_launch" => Picture.PhoneLaunch,
        "waiting_for_app" => Picture.Phone,
        "searching" => Picture.Search,
        "reading_document" => Picture.Document,
        "confirming_call" => Picture.PhoneCall,
        "entering_code" => Picture.PhoneCode,
        "processing" or "in_progress" => Picture.Gears,
        "completed" => Picture.Check,
        "cancelled" => Picture.Cross,
        "failed" => Picture.Broken,
        "rejected" => Picture.Stop,
        "unavailable" => Picture.Cloud,
        _ => Picture.Question,
    };

    public static Tone Tone(SessionSummary session) => session switch
    {
        { IsRunning: true } => Shell.Tone.Busy,
        { State: "completed" } => Shell.Tone.Good,
        { State: "failed" or "rejected" or "unavailable" } => Shell.Tone.Bad,
        _ => Shell.Tone.Calm,
    };
}

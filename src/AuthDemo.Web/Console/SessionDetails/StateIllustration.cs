using AuthDemo.Journal.ReadModels;
using AuthDemo.Sessions;
using AuthDemo.Web.Shell;

namespace AuthDemo.Web.Console.SessionDetails;

/// <summary>The illustration of a state: the same as on the session's page, if there is one.</summary>
internal static class StateIllustration
{
    public static Picture Of(string state) => Of(AuthStateKinds.Parse(state));

    // Every kind is named, so that a new one does not compile without a picture; the warning is about numbers that are no kind.
#pragma warning disable CS8524
    private static Picture Of(AuthStateKind kind) => kind switch
    {
        AuthStateKind.Starting or AuthStateKind.Renewing => Picture.Clock,
        AuthStateKind.AwaitingScan or AuthStateKind.WaitingForApp => Picture.Phone,
        AuthStateKind.AwaitingLaunch => Picture.PhoneLaunch,
        AuthStateKind.Searching => Picture.Search,
        AuthStateKind.ReadingDocument => Picture.Document,
        AuthStateKind.ConfirmingCall => Picture.PhoneCall,
        AuthStateKind.EnteringCode => Picture.PhoneCode,
        AuthStateKind.Processing or AuthStateKind.InProgress => Picture.Gears,
        AuthStateKind.Completed => Picture.Check,
        AuthStateKind.Cancelled => Picture.Cross,
        AuthStateKind.Failed => Picture.Broken,
        AuthStateKind.Rejected => Picture.Stop,
        AuthStateKind.Unavailable => Picture.Cloud,
        AuthStateKind.Unrecognised => Picture.Question,
    };
#pragma warning restore CS8524

    public static Tone Tone(SessionSummary session) => session switch
    {
        { IsRunning: true } => Shell.Tone.Busy,
        { State: "completed" } => Shell.Tone.Good,
        { State: "failed" or "rejected" or "unavailable" } => Shell.Tone.Bad,
        _ => Shell.Tone.Calm,
    };
}

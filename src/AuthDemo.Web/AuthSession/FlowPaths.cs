using AuthDemo.Sessions;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Web.AuthSession;

/// <summary>Paths of the pages of each flow that a browser can start.</summary>
internal static class FlowPaths
{
    /// <summary>The flows that have pages.</summary>
    public static readonly IReadOnlyList<Flow> Flows = [Flow.Auth, Flow.Sign, Flow.Payment];

    /// <summary>The start page; the home page for the phone flows, which operators start.</summary>
    public static string Start(Flow flow) => flow switch
    {
        Flow.Auth => "/sign-in",
        Flow.Sign => "/sign",
        Flow.Payment => "/payment",
        _ => "/",
    };

    /// <summary>The start page with a notice: <c>expired</c>, <c>unavailable</c>, <c>refused</c>, <c>changed</c>.</summary>
    public static string Start(Flow flow, string notice) => $"{Start(flow)}?notice={notice}";

    /// <summary>The page of a session.</summary>
    public static string Session(Flow flow, SessionId id) => $"{Start(flow)}/{id}";

    /// <summary>The evidence bundle of a completed session.</summary>
    public static string Evidence(Flow flow, SessionId id) => $"{Start(flow)}/{id}/evidence";
}

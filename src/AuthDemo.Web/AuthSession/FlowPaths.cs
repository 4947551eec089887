using AuthDemo.Sessions;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Web.AuthSession;

/// <summary>Addresses of the pages of each flow that a browser may start.</summary>
internal static class FlowPaths
{
    /// <summary>The flows that have pages.</summary>
    public static readonly IReadOnlyList<Flow> Flows = [Flow.Auth, Flow.Sign, Flow.Payment];

    /// <summary>Where the person chooses; home for the flows that staff starts.</summary>
    public static string Start(Flow flow) => flow switch
    {
        Flow.Auth => "/sign-in",
        Flow.Sign => "/sign",
        Flow.Payment => "/payment",
        _ => "/",
    };

    /// <summary>The same with a notice: <c>expired</c>, <c>unavailable</c>, <c>refused</c>, <c>changed</c>.</summary>
    public static string Start(Flow flow, string notice) => $"{Start(flow)}?notice={notice}";

    /// <summary>One session.</summary>
    public static string Session(Flow flow, SessionId id) => $"{Start(flow)}/{id}";

    /// <summary>The proof of a completed session.</summary>
    public static string Evidence(Flow flow, SessionId id) => $"{Start(flow)}/{id}/evidence";
}

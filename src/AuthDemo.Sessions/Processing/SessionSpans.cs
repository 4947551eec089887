using System.Buffers.Text;
using System.Diagnostics;

namespace AuthDemo.Sessions.Processing;

/// <summary>
/// Spans of what sessions do. They hold the session's id and the number of its order, and nothing else of a session. A session's
/// spans make one trace, named by the session's id (both are 16 bytes), over requests, nodes and restarts.
/// </summary>
internal static class SessionSpans
{
    private static readonly ActivitySource s_source = new("AuthDemo.Sessions");

    /// <summary>Begins a span; null when nobody listens.</summary>
    /// <param name="name">What is done: <c>bankid collect</c>, <c>protocol advance</c>.</param>
    /// <param name="kind">Client for what leaves the process.</param>
    /// <param name="session">Whose.</param>
    /// <param name="order">1 for the first order; 0 before there is any.</param>
    public static Activity? Start(string name, ActivityKind kind, SessionId session, int order)
    {
        if (!s_source.HasListeners())
            return null;
        var span = s_source.StartActivity(name, kind, Parent(session));
        span?.SetTag("authdemo.session", session.Value).SetTag("authdemo.order", order);
        return span;
    }

    private static ActivityContext Parent(SessionId session)
    {
        var bytes = Base64Url.DecodeFromChars(session.Value);
        return new(ActivityTraceId.CreateFromBytes(bytes), ActivitySpanId.CreateFromBytes(bytes.AsSpan(8)), ActivityTraceFlags.Recorded, isRemote: true);
    }
}

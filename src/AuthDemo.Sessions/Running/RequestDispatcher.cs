using System.Diagnostics;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Sessions.Running;

/// <summary>
/// Carries a grain's requests to BankID outside the grain, and each answer back as a call of its own. So the grain is free while
/// BankID takes its time. An answer that a session awaits is kept before anything else is done with it.
/// </summary>
internal sealed partial class RequestDispatcher(IBankIdTransport transport, IResponseStore answers, ILogger<RequestDispatcher> logger)
{
    /// <summary>Begins the request on the caller's thread, so that requests begin in the order given; all the rest runs on the thread pool.</summary>
    public async Task DispatchAsync(HttpEffect request, RequestContext session, IAuthSessionGrain sender)
    {
        var reply = await SendAsync(request, session).ConfigureAwait(false);
        try
        {
            await sender.ReceiveAsync(request.Id, reply).ConfigureAwait(false);
        }
        // The node is going down; whoever takes the session up tells the module that this answer is lost.
        catch (Exception failure)
        {
            LogUndelivered(logger, session.Session, request.Purpose, failure.GetType().Name);
        }
    }

    private async Task<TransportReply> SendAsync(HttpEffect request, RequestContext session)
    {
        using var span = SessionSpans.Start($"bankid {request.Path}", ActivityKind.Client, session.Session, session.Order);
        var reply = await transport.SendAsync(request).ConfigureAwait(false);
        if (reply is TransportReply.Answered answered)
        {
            if (request.Purpose != HttpEffect.Cancel)
                answers.Keep(session.Session, session.Keep(request, answered));
            span?.SetTag("http.response.status_code", answered.Status);
        }

        if (reply is TransportReply.NotAnswered none)
            span?.SetStatus(ActivityStatusCode.Error, SeamRequest.Word(none.Error));
        return reply;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: the answer to {Purpose} could not be delivered: {Failure}")]
    private static partial void LogUndelivered(ILogger logger, SessionId session, string purpose, string failure);
}

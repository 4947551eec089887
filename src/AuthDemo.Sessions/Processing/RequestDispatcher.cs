using System.Diagnostics;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Sessions.Processing;

/// <summary>
/// Sends a grain's requests to BankID outside the grain, and delivers each reply as a grain call of its own. So the grain is free while
/// BankID takes its time. A response that a session awaits is stored before anything else is done with it.
/// </summary>
internal sealed partial class RequestDispatcher(IBankIdTransport transport, IResponseStore responses, ILogger<RequestDispatcher> logger)
{
    /// <summary>Begins the request on the caller's thread, so that requests begin in the order given; all the rest runs on the thread pool.</summary>
    public async Task DispatchAsync(BankIdRequest request, RequestContext session, IAuthSessionGrain grain)
    {
        var reply = await SendAsync(request, session).ConfigureAwait(false);
        try
        {
            await grain.ReceiveAsync(request.Id, reply).ConfigureAwait(false);
        }
        // The node is going down. The activation that resumes the session tells the module that this response is lost.
        catch (Exception failure)
        {
            LogUndelivered(logger, session.Session, request.Purpose, failure.GetType().Name);
        }
    }

    private async Task<TransportReply> SendAsync(BankIdRequest request, RequestContext session)
    {
        using var span = SessionSpans.Start($"bankid {request.Path}", ActivityKind.Client, session.Session, session.Order);
        var reply = await transport.SendAsync(request).ConfigureAwait(false);
        if (reply is TransportReply.Answered answered)
        {
            if (request.Purpose != BankIdRequest.Cancel)
                responses.Store(session.Session, session.ToStoredResponse(request, answered));
            span?.SetTag("http.response.status_code", answered.Status);
        }

        if (reply is TransportReply.NotAnswered none)
            span?.SetStatus(ActivityStatusCode.Error, SeamRequest.Word(none.Error));
        return reply;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: the response to {Purpose} could not be delivered: {Failure}")]
    private static partial void LogUndelivered(ILogger logger, SessionId session, string purpose, string failure);
}

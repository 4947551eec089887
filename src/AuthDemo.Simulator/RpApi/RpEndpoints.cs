using AuthDemo.Simulator.Evidence;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.RpApi;

/// <summary>
/// RP API v6.0 over HTTP. Checks come in the order a real front end makes them: client certificate, path, verb, content type,
/// body, fields, and only then the order itself.
/// </summary>
internal sealed class RpEndpoints(RpOrders orders, EvidenceMaker evidence, RpCertificateGate gate, ILogger<RpEndpoints> log)
{
    private const string Root = "/rp/v6.0/";
    private const int MaxBodyBytes = 512 * 1024;

    private readonly Dictionary<string, Func<Fields, RelyingParty, RpReply>> _endpoints = Endpoints(orders, evidence);

    public async Task HandleAsync(HttpContext http)
    {
        if (gate.Admit(http.Connection.ClientCertificate) is not { } owner)
        {
            await HtmlPages.SendAsync(http.Response, StatusCodes.Status403Forbidden, "403 Forbidden");
            log.LogInformation("A client certificate that this simulator did not issue was refused.");
            return;
        }
        var reply = await AnswerAsync(http, owner);
        await reply.SendAsync(http.Response);
        log.LogInformation("{Path} {Reply}", EndpointOf(http.Request) ?? "unknown path", reply);
    }

    private async Task<RpReply> AnswerAsync(HttpContext http, RelyingParty owner)
    {
        if (EndpointOf(http.Request) is not { } endpoint)
            return RpReply.Error(StatusCodes.Status404NotFound, "notFound", "No such path.");
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = "POST";
            return new RpReply(StatusCodes.Status405MethodNotAllowed, null);
        }
        if (!string.Equals(http.Request.ContentType, "application/json", StringComparison.OrdinalIgnoreCase))
            return RpReply.Error(StatusCodes.Status415UnsupportedMediaType, "unsupportedMediaType",
                "Content-Type must be exactly application/json, without parameters.");
        var (document, problem) = await JsonBody.ReadObjectAsync(http.Request, MaxBodyBytes);
        if (document is null)
            return RpReply.Invalid(problem!);
        using (document)
            return _endpoints[endpoint](new Fields(document.RootElement), owner);
    }

    private string? EndpointOf(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        return path.StartsWith(Root, StringComparison.Ordinal) && _endpoints.ContainsKey(path[Root.Length..])
            ? path[Root.Length..] : null;
    }

    private static Dictionary<string, Func<Fields, RelyingParty, RpReply>> Endpoints(RpOrders orders, EvidenceMaker evidence)
    {
        var endpoints = StartRules.All.ToDictionary(
            rules => rules.Path,
            rules => (Func<Fields, RelyingParty, RpReply>)((body, owner) => Start(orders, rules, body, owner)),
            StringComparer.Ordinal);
        endpoints["collect"] = (body, owner) => WithOrderRef(body, orderRef => Collect(orders, evidence, orderRef, owner));
        endpoints["cancel"] = (body, owner) =>
            WithOrderRef(body, orderRef => orders.Cancel(orderRef, owner) ? RpReply.Ok(new { }) : NoSuchOrder());
        return endpoints;
    }

    private static RpReply Start(RpOrders orders, StartRules rules, Fields body, RelyingParty owner)
    {
        var request = StartRequest.Read(body, rules);
        if (body.Problems.Count > 0)
            return RpReply.Invalid(string.Join("; ", body.Problems));
        if (orders.Start(request, owner) is not { } order)
            return RpReply.Error(StatusCodes.Status400BadRequest, "alreadyInProgress",
                "The user already has an order in progress. It was aborted and no order was created.");
        return RpReply.Ok(rules.Kind.IsByPhoneCall()
            ? new PhoneStartReply(order.OrderRef)
            : new StartReply(order.OrderRef, order.AutoStartToken, order.QrStartToken, order.QrStartSecret));
    }

    private static RpReply Collect(RpOrders orders, EvidenceMaker evidence, Guid orderRef, RelyingParty owner) =>
        orders.Collect(orderRef, owner) switch
        {
            Collected.Pending pending => RpReply.Ok(new CollectReply(orderRef.ToString(), "pending", pending.HintCode, null)),
            Collected.Failed failed => RpReply.Ok(new CollectReply(orderRef.ToString(), "failed", failed.HintCode, null)),
            Collected.Complete complete => RpReply.Ok(new CollectReply(orderRef.ToString(), "complete", null,
                CompletionData.Of(complete.Order, evidence.Make(complete.Order)))),
            _ => NoSuchOrder(),
        };

    private static RpReply WithOrderRef(Fields body, Func<Guid, RpReply> answer)
    {
        var text = body.Text("orderRef", 36, 36, required: true);
        if (body.Problems.Count > 0)
            return RpReply.Invalid(string.Join("; ", body.Problems));
        return Guid.TryParseExact(text, "D", out var orderRef) ? answer(orderRef) : RpReply.Invalid("orderRef must be a UUID");
    }

    private static RpReply NoSuchOrder() => RpReply.Invalid("No such order");
}

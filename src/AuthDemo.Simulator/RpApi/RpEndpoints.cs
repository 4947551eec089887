using System.Text;
using AuthDemo.Simulator.Faults;
using AuthDemo.Simulator.Lint;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Recording;
using AuthDemo.Simulator.Scenarios;
using AuthDemo.Simulator.Time;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.RpApi;

/// <summary>
/// RP API v6.0 over HTTP. Checks are made in the order of a real front end: client certificate, path, verb, content type, body, and
/// then the operation. A fault, planned or named by the request's header, is applied after the path check.
/// </summary>
internal sealed partial class RpEndpoints(
    RpOperations operations, RelyingPartyAuthenticator authenticator, FaultPlan faults, LintRecorder lint, RequestRecorder recorder,
    SimulatorClock clock, ILogger<RpEndpoints> logger)
{
    private const string Root = "/rp/v6.0/";
    private const string FaultHeader = "X-Simulator-Fault";
    private const string ScenarioHeader = "X-Simulator-Scenario";
    private const string AnyOperation = "any";
    private const int MaxBodyBytes = 512 * 1024;

    private static readonly RpResponse s_forbidden =
        RpResponse.Raw(StatusCodes.Status403Forbidden, "text/html", HtmlErrorPage.Of("403 Forbidden"));

    public async Task HandleAsync(HttpContext http)
    {
        if (authenticator.Authenticate(http.Connection.ClientCertificate) is not { } owner)
        {
            lint.Record(LintRule.Certificate, AnyOperation);
            await RefuseAsync(http, s_forbidden);
        }
        else if (OperationOf(http.Request) is not { } operation)
        {
            lint.Record(LintRule.Path, AnyOperation);
            await RefuseAsync(http, RpResponse.Error(StatusCodes.Status404NotFound, "notFound", "No such path."));
        }
        else if (FromHeader(http.Request, FaultHeader, FaultCatalogue.Find, out var fault) is { } refusal)
        {
            await RefuseAsync(http, refusal);
        }
        else if (fault is { Operation: { } only and not Fault.Completion } && only != operation)
        {
            await RefuseAsync(http, RpResponse.Invalid($"{FaultHeader} names a fault of {only}; see docs/simulator.md."));
        }
        else
        {
            await RunAsync(http, new RpCall(operation, owner), fault ?? faults.Take(operation));
        }
    }

    private async Task RunAsync(HttpContext http, RpCall call, Fault? fault)
    {
        var at = clock.Now;
        if (fault is { Operation: Fault.Completion })
            call.CompletionFault = fault;
        var sent = await FaultInjector.SendAsync(
            http, call.CompletionFault is null ? fault : null, () => RespondAsync(http, call));
        Record(http, call, at, sent, fault);
        LogCall(logger, call.Operation, sent?.ToString() ?? "connection broken");
    }

    private async Task<RpResponse> RespondAsync(HttpContext http, RpCall call)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            // BankID's sample checks the connection by GET /auth and expects 405.
            if (!(HttpMethods.IsGet(http.Request.Method) && call.Operation is "auth"))
                lint.Record(LintRule.Verb, call.Operation, http.Request.Method);
            return new RpResponse(StatusCodes.Status405MethodNotAllowed, null) { Headers = [("Allow", "POST")] };
        }
        if (!string.Equals(http.Request.ContentType, JsonBody.ContentType, StringComparison.OrdinalIgnoreCase))
        {
            lint.Record(LintRule.ContentType, call.Operation);
            return RpResponse.Error(StatusCodes.Status415UnsupportedMediaType, "unsupportedMediaType",
                "Content-Type must be exactly application/json, without parameters.");
        }
        if (FromHeader(http.Request, ScenarioHeader, Scenario.Find, out var scenario) is { } refusal)
            return refusal;
        call.Scenario = scenario;
        return await JsonBody.ReadAsync(http.Request, MaxBodyBytes) is { } body
            ? Run(call, body)
            : Malformed(call, $"The body is longer than {MaxBodyBytes} bytes.");
    }

    private RpResponse Run(RpCall call, byte[] body)
    {
        call.RequestBody = Encoding.UTF8.GetString(body);
        using var document = JsonBody.ParseObject(body);
        return document is null
            ? Malformed(call, "The body is not a JSON object in UTF-8.")
            : operations.Run(call, new RequestFields(document.RootElement));
    }

    private RpResponse Malformed(RpCall call, string problem)
    {
        lint.Record(LintRule.InvalidParameters, call.Operation, problem);
        return RpResponse.Invalid("Invalid request");
    }

    private static string? OperationOf(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        return path.StartsWith(Root, StringComparison.Ordinal) && RpOperations.Exists(path[Root.Length..]) ? path[Root.Length..] : null;
    }

    /// <summary>Finds what a header names. Returns the error to send when there is nothing of that name.</summary>
    private static RpResponse? FromHeader<T>(HttpRequest request, string header, Func<string, T?> find, out T? found)
        where T : class
    {
        var name = request.Headers[header].ToString();
        found = name.Length > 0 ? find(name) : null;
        return name.Length > 0 && found is null ? RpResponse.Invalid($"{header} names nothing the simulator has; see docs/simulator.md.") : null;
    }

    private async Task RefuseAsync(HttpContext http, RpResponse response)
    {
        await response.SendAsync(http.Response);
        Record(http, call: null, clock.Now, response, fault: null);
        LogRefusal(logger, response.ToString());
    }

    private void Record(HttpContext http, RpCall? call, DateTimeOffset at, RpResponse? sent, Fault? fault) => recorder.Add(new()
    {
        At = at,
        Method = http.Request.Method,
        Path = http.Request.Path.Value ?? "",
        Order = call?.OrderNumber,
        Fault = fault?.Name,
        RequestBody = call?.RequestBody ?? "",
        Status = sent?.Status,
        ResponseBody = sent is null ? null : Encoding.UTF8.GetString(sent.BodyBytes()),
    });

    [LoggerMessage(Level = LogLevel.Information, Message = "{Operation}: {Response}")]
    private static partial void LogCall(ILogger logger, string operation, string response);

    [LoggerMessage(Level = LogLevel.Information, Message = "Request refused: {Response}")]
    private static partial void LogRefusal(ILogger logger, string response);
}

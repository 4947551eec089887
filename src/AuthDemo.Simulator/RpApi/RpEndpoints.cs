using AuthDemo.Simulator.Faults;
using AuthDemo.Simulator.Lint;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Scenarios;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.RpApi;

/// <summary>
/// RP API v6.0 over HTTP. Checks come in the order a real front end makes them: client certificate, path, verb, content type,
/// body, and only then the operation. A fault, planned or named by the request's header, comes between path and answer.
/// </summary>
internal sealed class RpEndpoints(RpOperations operations, RpCertificateGate gate, FaultPlan faults, LintBook lint, ILogger<RpEndpoints> logger)
{
    private const string Root = "/rp/v6.0/";
    private const string FaultHeader = "X-Simulator-Fault";
    private const string ScenarioHeader = "X-Simulator-Scenario";
    private const int MaxBodyBytes = 512 * 1024;

    private static readonly RpReply s_forbidden = RpReply.Raw(StatusCodes.Status403Forbidden, "text/html", HtmlPages.Of("403 Forbidden"));

    public async Task HandleAsync(HttpContext http)
    {
        if (gate.Admit(http.Connection.ClientCertificate) is not { } owner)
        {
            lint.Note(LintRule.Certificate, "any");
            await Refuse(s_forbidden).SendAsync(http.Response);
            return;
        }
        if (OperationOf(http.Request) is not { } operation)
        {
            lint.Note(LintRule.Path, "any");
            await Refuse(RpReply.Error(StatusCodes.Status404NotFound, "notFound", "No such path.")).SendAsync(http.Response);
            return;
        }
        if (Named(http.Request, FaultHeader, FaultCatalogue.Find, out var named) is { } refusal)
        {
            await Refuse(refusal).SendAsync(http.Response);
            return;
        }
        var fault = named ?? faults.Take(operation);
        var sent = await FaultLine.SendAsync(http, fault is { Operation: Fault.Completion } ? null : fault,
            () => AnswerAsync(http, operation, owner, fault is { Operation: Fault.Completion } ? fault : null));
        logger.LogInformation("{Operation} {Reply}", operation, sent?.ToString() ?? "broken off");
    }

    private async Task<RpReply> AnswerAsync(HttpContext http, string operation, RelyingParty owner, Fault? onCompletion)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            lint.Note(LintRule.Verb, operation, http.Request.Method);
            return new RpReply(StatusCodes.Status405MethodNotAllowed, null) { Headers = [("Allow", "POST")] };
        }
        if (!string.Equals(http.Request.ContentType, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            lint.Note(LintRule.ContentType, operation);
            return RpReply.Error(StatusCodes.Status415UnsupportedMediaType, "unsupportedMediaType",
                "Content-Type must be exactly application/json, without parameters.");
        }
        if (Named(http.Request, ScenarioHeader, Scenario.Find, out var scenario) is { } refusal)
            return refusal;
        var (document, problem) = await JsonBody.ReadObjectAsync(http.Request, MaxBodyBytes);
        if (document is null)
            return RpReply.Invalid(problem!);
        using (document)
            return operations.Run(operation, new Fields(document.RootElement), owner, scenario, onCompletion);
    }

    private static string? OperationOf(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        return path.StartsWith(Root, StringComparison.Ordinal) && RpOperations.Exists(path[Root.Length..]) ? path[Root.Length..] : null;
    }

    /// <summary>What a header names; an answer to send instead when it names nothing there is.</summary>
    private static RpReply? Named<T>(HttpRequest request, string header, Func<string, T?> find, out T? found)
        where T : class
    {
        var name = request.Headers[header].ToString();
        found = name.Length > 0 ? find(name) : null;
        return name.Length > 0 && found is null ? RpReply.Invalid($"{header} names nothing the simulator has; see docs/simulator.md.") : null;
    }

    private RpReply Refuse(RpReply reply)
    {
        logger.LogInformation("refused {Reply}", reply);
        return reply;
    }
}

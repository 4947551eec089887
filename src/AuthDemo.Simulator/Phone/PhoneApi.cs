using System.Net;
using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Phone;

/// <summary>The phone over HTTP: <c>POST /api/COMMAND</c> with a JSON object. Codes, links and handles are sent in bodies only, so
/// that no address bar, history or log keeps them.</summary>
internal sealed class PhoneApi(IdentityStore identities, AppStart app, UserActions user)
{
    public void Map(IEndpointRouteBuilder routes) => JsonCommands.Map(routes, "/api/", new Dictionary<string, JsonCommand>
    {
        ["holders"] = JsonCommands.Query(Holders),
        ["scan"] = body =>
        {
            var (text, holder, address) = (ReadText(body, "text"), ReadHolder(body, required: false), ReadAddress(body));
            return () => Respond(app.Scan(text, holder, address));
        },
        ["open"] = body =>
        {
            var (link, holder, address) = (ReadText(body, "link"), ReadHolder(body, required: false), ReadAddress(body));
            return () => Respond(app.Open(link, holder, address));
        },
        ["start"] = body =>
        {
            var (holder, address) = (ReadHolder(body, required: true), ReadAddress(body));
            return () => Respond(app.Start(holder!, address));
        },
        ["choose"] = body =>
        {
            var (task, holder, address) = (ReadTask(body), ReadHolder(body, required: true), ReadAddress(body));
            return () => Respond(app.Choose(task, holder!, address));
        },
        ["answer-call"] = body =>
        {
            var (task, inCall) = (ReadTask(body), body.RequiredFlag("inCall"));
            return () => Respond(user.AnswerCall(task, inCall));
        },
        ["enter-code"] = body =>
        {
            var (task, code) = (ReadTask(body), ReadText(body, "code"));
            return () => Respond(user.EnterCode(task, code));
        },
        ["look"] = OnTask(user.Look),
        ["read-document"] = OnTask(user.ReadDocument),
        ["use-biometrics"] = OnTask(user.UseBiometrics),
        ["cancel"] = OnTask(user.Cancel),
    });

    private object Holders() => new
    {
        holders = identities.All.Select(i => new { i.Id, i.Name, i.PersonalNumber, i.Code, kind = i.Kind.ToString().ToLowerInvariant() }),
    };

    private static (int Status, object Body) Respond(PhoneResult result) => result switch
    {
        PhoneResult.Accepted accepted => JsonCommands.Ok(new { task = accepted.Task }),
        PhoneResult.Refused refused => (
            refused.Error is "unknownTask" ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict,
            new { error = refused.Error, message = refused.Message, task = refused.Task }),
        _ => throw new InvalidOperationException($"{result.GetType().Name} has no response."),
    };

    private static JsonCommand OnTask(Func<Guid, PhoneResult> act) => body =>
    {
        var task = ReadTask(body);
        return () => Respond(act(task));
    };

    private static string ReadText(RequestFields body, string name) => body.Text(name, 1, 2048, required: true) ?? "";

    private static Guid ReadTask(RequestFields body)
    {
        if (body.Text("task", 1, 64, required: true) is not { } text)
            return Guid.Empty;
        if (!Guid.TryParse(text, out var task))
            body.AddProblem("task", "must be the handle that scan, open or start returned");
        return task;
    }

    private Identity? ReadHolder(RequestFields body, bool required)
    {
        if (body.Text("holder", 1, 64, required) is not { } id)
            return null;
        if (identities.Find(id) is { } holder)
            return holder;
        body.AddProblem("holder", "must be the id of one of the phone holders; see /api/holders");
        return null;
    }

    private static IPAddress? ReadAddress(RequestFields body)
    {
        if (body.Text("ipAddress", 1, 45) is not { } text)
            return null;
        if (!IPAddress.TryParse(text, out var address))
            body.AddProblem("ipAddress", "must be an IPv4 or IPv6 address");
        return address;
    }
}

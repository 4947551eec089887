using System.Net;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Phone;

/// <summary>The phone over HTTP: <c>POST /api/VERB</c> with a JSON object. Codes, links and handles travel in bodies only,
/// so that no address bar, history or log keeps them.</summary>
internal sealed class PhoneApi
{
    private readonly Identities _identities;
    private readonly Dictionary<string, Func<Fields, Func<PhoneReply>>> _verbs;

    public PhoneApi(Identities identities, PhonePickUp pickUp, PhoneSteps steps)
    {
        _identities = identities;
        _verbs = new(StringComparer.Ordinal)
        {
            ["scan"] = body =>
            {
                var (text, holder, address) = (Text(body, "text"), Holder(body, required: false), Address(body));
                return () => pickUp.Scan(text, holder, address);
            },
            ["open"] = body =>
            {
                var (link, holder, address) = (Text(body, "link"), Holder(body, required: false), Address(body));
                return () => pickUp.Open(link, holder, address);
            },
            ["start"] = body =>
            {
                var (holder, address) = (Holder(body, required: true), Address(body));
                return () => pickUp.Start(holder!, address);
            },
            ["choose"] = body =>
            {
                var (task, holder, address) = (Task(body), Holder(body, required: true), Address(body));
                return () => pickUp.Choose(task, holder!, address);
            },
            ["answer-call"] = body =>
            {
                var (task, inCall) = (Task(body), RequiredFlag(body, "inCall"));
                return () => steps.AnswerCall(task, inCall);
            },
            ["enter-code"] = body =>
            {
                var (task, code) = (Task(body), Text(body, "code"));
                return () => steps.EnterCode(task, code);
            },
            ["look"] = OnTask(steps.Look),
            ["read-document"] = OnTask(steps.ReadDocument),
            ["use-biometrics"] = OnTask(steps.UseBiometrics),
            ["cancel"] = OnTask(steps.Cancel),
        };
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        var verbs = _verbs.ToDictionary(v => v.Key, v => (Func<Fields, Func<(int, object)>>)(body =>
        {
            var act = v.Value(body);
            return () => Answer(act());
        }));
        verbs["holders"] = _ => () => (StatusCodes.Status200OK, new
        {
            holders = _identities.All.Select(i => new { i.Id, i.Name, i.PersonalNumber, i.Code, kind = i.Kind.ToString().ToLowerInvariant() }),
        });
        Verbs.Map(routes, "/api/", verbs);
    }

    private static (int Status, object Body) Answer(PhoneReply reply) => reply switch
    {
        PhoneReply.Shows shows => (StatusCodes.Status200OK, new { task = shows.Task }),
        PhoneReply.Refuses refuses => (
            refuses.Error is "unknownTask" ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict,
            new { error = refuses.Error, message = refuses.Message, task = refuses.Task }),
        _ => throw new InvalidOperationException($"No answer for {reply.GetType().Name}."),
    };

    private static Func<Fields, Func<PhoneReply>> OnTask(Func<Guid, PhoneReply> act) => body =>
    {
        var task = Task(body);
        return () => act(task);
    };

    private static string Text(Fields body, string name) => body.Text(name, 1, 2048, required: true) ?? "";

    private static Guid Task(Fields body)
    {
        if (body.Text("task", 1, 64, required: true) is not { } text)
            return Guid.Empty;
        if (!Guid.TryParse(text, out var task))
            body.Problem("task", "must be the handle that scan, open or start gave");
        return task;
    }

    private Identity? Holder(Fields body, bool required)
    {
        if (body.Text("holder", 1, 64, required) is not { } id)
            return null;
        if (_identities.Find(id) is { } holder)
            return holder;
        body.Problem("holder", "must be the id of one of the phone holders; see /api/holders");
        return null;
    }

    private static IPAddress? Address(Fields body)
    {
        if (body.Text("ipAddress", 1, 45) is not { } text)
            return null;
        if (!IPAddress.TryParse(text, out var address))
            body.Problem("ipAddress", "must be an IPv4 or IPv6 address");
        return address;
    }

    private static bool RequiredFlag(Fields body, string name)
    {
        var before = body.Problems.Count;
        var flag = body.Flag(name);
        if (flag is null && body.Problems.Count == before)
            body.Problem(name, "is required and was not given");
        return flag is true;
    }
}

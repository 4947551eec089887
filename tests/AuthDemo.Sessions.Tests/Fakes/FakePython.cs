using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AuthDemo.PythonHost;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>
/// A minimal protocol module behind the same seam as the real one: a start, a QR code that changes each second, a collect every two
/// seconds, and the outcome that the test puts into a response (<see cref="FakeBankId"/>). It keeps nothing between calls, so sessions
/// are independent. Faults apply to the tag they are set for.
/// </summary>
internal sealed class FakePython : IPythonHost
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<PythonReply>> _faults = [];
    private readonly ConcurrentQueue<JsonObject> _requests = [];

    /// <summary>All requests, in order.</summary>
    public IReadOnlyCollection<JsonObject> Requests => _requests;

    /// <summary>Sets the replies of the next calls with this tag, one each.</summary>
    public void Fail(string tag, params PythonReply[] replies)
    {
        var queue = _faults.GetOrAdd(tag, _ => []);
        foreach (var reply in replies)
            queue.Enqueue(reply);
    }

    public ValueTask<PythonReply> CallAsync(PythonCall call, CancellationToken cancellation = default)
    {
        Assert.Equal("bankid.host_api.handle", call.Function);
        var request = JsonNode.Parse(call.Payload.Span)!.AsObject();
        if ((string?)request["op"] == "describe")
            return new(Describe());
        _requests.Enqueue(request);
        var begin = (string?)request["op"] == "begin";
        // A phone session has no browser data, so its text is the tag.
        var tag = (string)(begin
            ? request["intent"]!["web"]?["device_identifier"] ?? request["intent"]!["user_visible_data"]!
            : request["state"]!["tag"]!)!;
        if (_faults.TryGetValue(tag, out var faults) && faults.TryDequeue(out var fault))
            return new(fault);
        var now = (long)request["now"]!;
        var step = begin ? Begin(tag, request["intent"]!.AsObject(), now) : Advance(request["state"]!.AsObject(), request["event"]!.AsObject(), now);
        return new(new PythonReply.Returned(Encoding.UTF8.GetBytes(step.ToJsonString())));
    }

    public ValueTask DisposeAsync() => default;

    /// <summary>The real module's description, from the contract's example.</summary>
    private static PythonReply.Returned Describe() => new(File.ReadAllBytes(ContractExamples.File("describe", "reply.json")));

    private static JsonObject Begin(string tag, JsonObject intent, long now)
    {
        if ((string?)intent["end_user_ip"] is null && intent["phone"] is null)
            return new()
            {
                ["invalid"] = new JsonArray(new JsonObject
                {
                    ["field"] = "end_user_ip", ["message"] = "is missing", ["rule"] = "required", ["limit"] = "present", ["given"] = "absent",
                }),
            };
        var state = new JsonObject { ["tag"] = tag, ["secret"] = SensitiveData.QrStartSecret, ["effects"] = 0, ["awaited"] = null, ["t0"] = now };
        return Step(state, Outcome("starting"), 1000, Effect(state, "start"));
    }

    private static JsonObject Advance(JsonObject state, JsonObject happened, long now)
    {
        state = state.DeepClone().AsObject();
        if (state["final"] is { } final)
            return Step(state, final.DeepClone().AsObject(), null);
        switch ((string)happened["kind"]!)
        {
            case "cancel":
                var ended = Outcome("cancelled", final: true, ("by", (string)happened["by"]!));
                state["final"] = ended.DeepClone();
                return Step(state, ended, null, state["t1"] is null ? [] : [Effect(state, "cancel")]);
            case "switch_device":
                state["t1"] = null;
                return Step(state, Outcome("starting"), 1000, Effect(state, "cancel"), Effect(state, "start"));
            case "tick":
                if (state["t1"] is null)
                    return Step(state, Outcome("starting"), 1000);
                var due = now - (long)(state["collected"] ?? state["t1"])! >= 2000 && state["awaited"] is null;
                if (due)
                    state["collected"] = now;
                return Step(state, Current(state, now), 1000, due ? [Effect(state, "collect")] : []);
            case "transport_error" when Awaited(state, happened):
                state["awaited"] = null;
                state["troubled"] ??= now;
                return Step(state, Current(state, now), 1000);
            case "response" when Awaited(state, happened):
                state["awaited"] = null;
                state["troubled"] = null;
                state["t1"] ??= now;
                var said = JsonNode.Parse(Convert.FromBase64String((string)happened["body"]!))!.AsObject();
                if (said["outcome"] is { } outcome)
                {
                    if ((bool)outcome["final"]!)
                        state["final"] = outcome.DeepClone();
                    else
                        state["outcome"] = outcome.DeepClone();
                    if ((bool?)said["renew"] ?? false)
                        return Step(state, outcome.DeepClone().AsObject(), 1000, Effect(state, "start"));
                }

                return Step(state, state["final"]?.DeepClone().AsObject() ?? Current(state, now), state["final"] is null ? 1000 : null);
            default:
                return Step(state, Current(state, now), 1000);
        }
    }

    private static bool Awaited(JsonObject state, JsonObject happened) => (int?)state["awaited"] == (int)happened["effect"]!;

    private static JsonObject Current(JsonObject state, long now)
    {
        var outcome = state["outcome"]?.DeepClone().AsObject() ?? (state["t1"] is { } since
            ? Outcome("awaiting_scan", false, ("qr", $"{SensitiveData.QrStartToken}.{(now - (long)since) / 1000}"), ("window_ends", (long)since + 30_000), ("renewals", 0))
            : Outcome("starting"));
        outcome["troubled_since"] = state["troubled"]?.DeepClone();
        return outcome;
    }

    /// <summary>An outcome of the seam.</summary>
    public static JsonObject Outcome(string kind, bool final = false, params (string Name, JsonNode? Value)[] members)
    {
        var outcome = new JsonObject { ["kind"] = kind, ["final"] = final, ["message"] = final ? null : "RFA1" };
        foreach (var (name, value) in members)
            outcome[name] = value;
        return outcome;
    }

    private static JsonObject Effect(JsonObject state, string purpose)
    {
        var id = (int)state["effects"]! + 1;
        state["effects"] = id;
        if (purpose != "cancel")
            state["awaited"] = id;
        return new()
        {
            ["kind"] = "http", ["id"] = id, ["purpose"] = purpose, ["path"] = purpose, ["timeout_ms"] = 5000,
            ["body"] = new JsonObject { ["tag"] = (string)state["tag"]!, ["orderRef"] = SensitiveData.OrderRef },
        };
    }

    private static JsonObject Step(JsonObject state, JsonObject outcome, int? wake, params JsonObject[] effects) => new()
    {
        ["state"] = state, ["outcome"] = outcome, ["wake_ms"] = wake, ["effects"] = new JsonArray([.. effects]),
    };
}

using System.Buffers;
using System.Text.Json;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Sessions.Protocol;

/// <summary>Writes requests of the seam: <c>python-bankid/contract/README.md</c>.</summary>
internal static class SeamRequest
{
    /// <summary><c>describe</c>.</summary>
    public static ReadOnlyMemory<byte> Describe() => Write(json => json.WriteString("op", "describe"));

    /// <summary><c>begin</c>; absent members are left out.</summary>
    /// <param name="intent">The intent.</param>
    /// <param name="policies">The policies; left out in the phone flows, which have none.</param>
    /// <param name="now">The session's clock, ms since the Unix epoch.</param>
    public static ReadOnlyMemory<byte> Begin(AuthIntent intent, PolicyOptions policies, long now) => Write(json =>
    {
        json.WriteString("op", "begin");
        json.WriteNumber("now", now);
        json.WriteStartObject("intent");
        json.WriteString("flow", Word(intent.Flow));
        if (intent.Device is { } device)
            json.WriteString("device", Word(device));
        if (intent.Client is { } client)
            WriteClient(json, client);
        WriteIfAny(json, "end_user_ip", intent.EndUserIp);
        WriteIfAny(json, "return_url", intent.ReturnUrl);
        IntentMembers.Write(json, intent);
        if (!intent.Flow.IsStartedByOperator())
        {
            json.WriteStartObject("policies");
            json.WriteString("ip_mismatch", Word(policies.IpMismatch));
            json.WriteString("risk", Word(policies.Risk));
            json.WriteEndObject();
        }

        if (intent.Web is { } web)
        {
            json.WriteStartObject("web");
            WriteIfAny(json, "referring_domain", web.ReferringDomain);
            WriteIfAny(json, "user_agent", web.UserAgent);
            json.WriteString("device_identifier", web.DeviceIdentifier);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    /// <summary><c>advance</c>.</summary>
    /// <param name="state">The state that the module returned last.</param>
    /// <param name="happened">The event.</param>
    /// <param name="now">The session's clock, ms since the Unix epoch.</param>
    public static ReadOnlyMemory<byte> Advance(ReadOnlyMemory<byte> state, SeamEvent happened, long now) => Write(json =>
    {
        json.WriteString("op", "advance");
        json.WriteNumber("now", now);
        json.WritePropertyName("state");
        json.WriteRawValue(state.Span, skipInputValidation: true);
        json.WriteStartObject("event");
        WriteEvent(json, happened);
        json.WriteEndObject();
    });

    private static void WriteEvent(Utf8JsonWriter json, SeamEvent happened)
    {
        switch (happened)
        {
            case SeamEvent.Tick tick:
                json.WriteString("kind", "tick");
                if (tick.InFlight.Count > 0)
                    WriteNumbers(json, "in_flight", tick.InFlight);
                break;
            case SeamEvent.Cancel cancel:
                json.WriteString("kind", "cancel");
                json.WriteString("by", Word(cancel.By));
                break;
            case SeamEvent.SwitchDevice move:
                json.WriteString("kind", "switch_device");
                json.WriteString("device", Word(move.Device));
                WriteClient(json, move.Client);
                if (move.CertificatePolicies is { } policies)
                    IntentMembers.WriteTexts(json, "certificate_policies", policies);
                break;
            case SeamEvent.Response { Reply: TransportReply.NotAnswered none } answer:
                json.WriteString("kind", "transport_error");
                json.WriteNumber("effect", answer.Effect);
                json.WriteString("reason", Word(none.Error));
                break;
            case SeamEvent.Response { Reply: TransportReply.Answered given } answer:
                json.WriteString("kind", "response");
                json.WriteNumber("effect", answer.Effect);
                json.WriteNumber("status", given.Status);
                json.WriteStartObject("headers");
                foreach (var (name, value) in given.Headers)
                    json.WriteString(name, value);
                json.WriteEndObject();
                json.WriteBase64String("body", given.Body.Span);
                if (answer.IsAfterInterruption)
                    json.WriteBoolean("after_interruption", true);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "No such event in the seam.");
        }
    }

    private static void WriteClient(Utf8JsonWriter json, ClientPlatform client)
    {
        json.WriteStartObject("client");
        json.WriteString("os", client.Os);
        json.WriteString("browser", client.Browser);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    internal static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    /// <summary>The seam's names are the members' names in snake case.</summary>
    internal static string Word<T>(T member) where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}

using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>The far end of the transport: requests wait here until the test answers them.</summary>
internal sealed class FakeBankId : IBankIdTransport
{
    private readonly ConcurrentDictionary<string, Channel<UnansweredRequest>> _requests = [];

    public Task<TransportReply> SendAsync(BankIdRequest request)
    {
        var story = (string)JsonNode.Parse(request.Body.Span)!["story"]!;
        var arrived = new UnansweredRequest(request);
        Of(story).Writer.TryWrite(arrived);
        return arrived.Reply;
    }

    /// <summary>The next request of this story, in the order in which they began.</summary>
    public async Task<UnansweredRequest> NextAsync(string story) => await Of(story).Reader.ReadAsync().AsTask().WaitAsync(Guard.Timeout);

    /// <summary>How many requests of this story have not been looked at.</summary>
    public int Waiting(string story) => Of(story).Reader.Count;

    private Channel<UnansweredRequest> Of(string story) => _requests.GetOrAdd(story, _ => Channel.CreateUnbounded<UnansweredRequest>());
}

/// <summary>A request to BankID that waits for its answer.</summary>
internal sealed class UnansweredRequest(BankIdRequest effect)
{
    private readonly TaskCompletionSource<TransportReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where every request goes.</summary>
    public const string Host = "bankid.test";

    public string Purpose => effect.Purpose;

    public int Id => effect.Id;

    public Task<TransportReply> Reply => _reply.Task;

    /// <summary>BankID answers, and the protocol makes this outcome of it; none leaves the outcome as it is.</summary>
    public void Answer(JsonObject? outcome = null, bool renew = false, TimeSpan took = default)
    {
        var body = new JsonObject { ["outcome"] = outcome, ["renew"] = renew, ["personalNumber"] = Leaks.PersonalNumber };
        _reply.SetResult(new TransportReply.Answered(200, [KeyValuePair.Create("content-type", "application/json")], Encoding.UTF8.GetBytes(body.ToJsonString())) { Host = Host, Took = took });
    }

    /// <summary>BankID refuses, with this status.</summary>
    public void Refuse(int status) => _reply.SetResult(new TransportReply.Answered(status, [], Encoding.UTF8.GetBytes("{}")));

    public void Fail(TransportError error) => _reply.SetResult(new TransportReply.NotAnswered(error));
}

internal static class Guard
{
    /// <summary>How long a wait for something that must happen may take before the test is called broken.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
}

using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>Stands in for BankID: requests wait until the test answers them.</summary>
internal sealed class FakeBankId : IBankIdTransport
{
    private readonly ConcurrentDictionary<string, Channel<PendingRequest>> _requests = [];

    public Task<TransportReply> SendAsync(BankIdRequest request)
    {
        var tag = (string)JsonNode.Parse(request.Body.Span)!["tag"]!;
        var arrived = new PendingRequest(request);
        Of(tag).Writer.TryWrite(arrived);
        return arrived.Reply;
    }

    /// <summary>The next request with this tag, in the order in which they were sent.</summary>
    public async Task<PendingRequest> NextAsync(string tag) => await Of(tag).Reader.ReadAsync().AsTask().WaitAsync(Guard.Timeout);

    /// <summary>The number of requests with this tag that the test has not read.</summary>
    public int Waiting(string tag) => Of(tag).Reader.Count;

    private Channel<PendingRequest> Of(string tag) => _requests.GetOrAdd(tag, _ => Channel.CreateUnbounded<PendingRequest>());
}

/// <summary>A request to BankID that waits for its response.</summary>
internal sealed class PendingRequest(BankIdRequest effect)
{
    private readonly TaskCompletionSource<TransportReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The host of every request.</summary>
    public const string Host = "bankid.test";

    public string Purpose => effect.Purpose;

    public int Id => effect.Id;

    public Task<TransportReply> Reply => _reply.Task;

    /// <summary>BankID responds, and <see cref="FakePython"/> returns this outcome; null leaves the outcome unchanged.</summary>
    public void Answer(JsonObject? outcome = null, bool renew = false, TimeSpan took = default)
    {
        var body = new JsonObject { ["outcome"] = outcome, ["renew"] = renew, ["personalNumber"] = SensitiveData.PersonalNumber };
        _reply.SetResult(new TransportReply.Answered(200, [KeyValuePair.Create("content-type", "application/json")], Encoding.UTF8.GetBytes(body.ToJsonString())) { Host = Host, Took = took });
    }

    /// <summary>BankID responds with an error status.</summary>
    public void Refuse(int status) => _reply.SetResult(new TransportReply.Answered(status, [], Encoding.UTF8.GetBytes("{}")));

    public void Fail(TransportError error) => _reply.SetResult(new TransportReply.NotAnswered(error));
}

internal static class Guard
{
    /// <summary>The longest wait for an expected event before a test fails.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
}

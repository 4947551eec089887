using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Http;

/// <summary>Services that are not what they should be: each answer a typed outcome, and no call is ever sent twice.</summary>
public sealed class BrokenServiceTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nx-authdemo-protocol: 1\r\nx-authdemo-outcome: ";

    [Theory]
    [InlineData("hello\r\n\r\n", "The service answered with what is not HTTP.")]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi", "{0} answered 200 and is no service of this kind.")]
    [InlineData("HTTP/1.1 426 Upgrade Required\r\ncontent-length: 0\r\nx-authdemo-protocol: 2\r\n\r\n", "The service at {0} speaks protocol 2, the host 1: one of them is of another version.")]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx-authdemo-protocol: 1\r\n\r\nhi", "The service answered 200 and named no outcome.")]
    [InlineData("HTTP/1.1 400 Bad Request\r\ncontent-length: 8\r\nx-authdemo-protocol: 1\r\nx-authdemo-outcome: refused\r\n\r\nnot HTTP", "not HTTP")]
    [InlineData(Head + "raised\r\ncontent-length: 8\r\n\r\nnot JSON", "The service sent an error that cannot be read.")]
    [InlineData(Head + "returned\r\ncontent-length: 67108865\r\n\r\n", "The reply has 67108865 bytes; Python:MaxMessageBytes allows 67108864.")]
    public async Task Call_AnswerIsNotOfTheProtocol_ProtocolIsBroken(string answer, string detail)
    {
        await using var service = Serving(answer);
        await using var here = Host(service);
        var broken = Assert.IsType<PythonReply.ProtocolBroken>(await here.CallAsync("echo", "a"));
        Assert.Equal(detail.Replace("{0}", service.Address, StringComparison.Ordinal), broken.Detail);
        Assert.Equal(["GET /ready HTTP/1.1", "POST /call/hosted.cases.echo HTTP/1.1"], service.Requests);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData(null, "a")]
    [InlineData(Head + "returned\r\ncontent-length: 10\r\nconnection: close\r\n\r\nhalf", "a")]
    public async Task Call_ConnectionEndsBeforeTheAnswer_WorkerDiedAndTheCallIsNotSentAgain(string? answer, string payload)
    {
        await using var service = Serving(answer);
        await using var here = Host(service);
        var died = Assert.IsType<PythonReply.WorkerDied>(await here.CallAsync("echo", payload));
        Assert.Equal((null, null), (died.ExitCode, died.Signal));
        Assert.Equal(["GET /ready HTTP/1.1", "POST /call/hosted.cases.echo HTTP/1.1"], service.Requests);
    }

    [Fact]
    public async Task Call_SecretIsRefusedLater_StartFailedNamesTheKey()
    {
        await using var service = Serving("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nx-authdemo-protocol: 1\r\nx-authdemo-outcome: refused\r\n\r\n");
        await using var here = Host(service);
        Assert.Equal(new PythonReply.StartFailed("The service refused the secret: check Python:Http:Secret."), await here.CallAsync("echo"));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi", "{0} answered 200 and is no service of this kind.")]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx-authdemo-protocol: 9\r\n\r\nhi", "The service at {0} speaks protocol 9, the host 1: one of them is of another version.")]
    [InlineData("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n", "The service refused the secret: check Python:Http:Secret.")]
    [InlineData("what", "The service at {0} cannot be reached: InvalidResponse.")]
    public async Task Start_ServiceIsAnother_StartFailedAndNothingIsCalled(string ready, string message)
    {
        await using var service = new CannedService(_ => ready + (ready == "what" ? "\r\n\r\n" : ""));
        await using var here = Host(service);
        var failed = Assert.IsType<PythonReply.StartFailed>(await here.CallAsync("echo"));
        Assert.Equal(message.Replace("{0}", service.Address, StringComparison.Ordinal), failed.Message);
        Assert.Equal(["GET /ready HTTP/1.1"], service.Requests);
    }

    private static CannedService Serving(string? answer) => new(first => first.StartsWith("GET", StringComparison.Ordinal) ? CannedService.Ready : answer);

    private static HostHere Host(CannedService service) => new(ServiceTests.Remote, ("Http:Address", service.Address), ("Http:Processes", "1"));
}

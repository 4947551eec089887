using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using AuthDemo.PythonHost.Errors;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Http;

/// <summary>One service as seen from here: an address, a secret, a few connections.</summary>
internal sealed class ServiceClient : IDisposable
{
    private const string UnixScheme = "unix:";
    private const string SecretRefused = "The service refused the secret: check Python:Http:Secret.";

    private readonly string _address;
    private readonly HttpClient _client;
    private readonly int _maxMessageBytes;
    private long _calls;

    public ServiceClient(string address, string? secret, int connections, int maxMessageBytes)
    {
        (_address, _maxMessageBytes) = (address, maxMessageBytes);
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20), // before the service closes it
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false,
            ActivityHeadersPropagator = null, // the call's own trace context is sent
        };
        if (address.StartsWith(UnixScheme, StringComparison.Ordinal))
        {
            var endPoint = new UnixDomainSocketEndPoint(address[UnixScheme.Length..]);
            handler.ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(endPoint, cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            };
        }
        _client = new HttpClient(handler)
        {
            BaseAddress = new Uri(address.StartsWith(UnixScheme, StringComparison.Ordinal) ? "http://localhost" : address),
            Timeout = Timeout.InfiniteTimeSpan, // the host's own deadlines rule
            MaxResponseContentBufferSize = (long)maxMessageBytes + 64 * 1024,
        };
        if (secret is not null)
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        _client.DefaultRequestHeaders.Add("X-AuthDemo-Protocol", HttpPattern.Protocol);
    }

    /// <summary>Calls that were answered.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Null when the service answers and speaks this protocol, else what is wrong.</summary>
    public async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await _client.GetAsync("/ready", cancellation);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                return SecretRefused;
            return Speaks(response) ? null : OtherProtocol(response);
        }
        catch (HttpRequestException e)
        {
            return Unreachable(e.HttpRequestError);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException)
        {
            return Unreachable(HttpRequestError.ConnectionError);
        }
    }

    public string Unreachable(HttpRequestError error) => $"The service at {_address} cannot be reached: {error}.";

    /// <summary>
    /// Sends a call. Throws <see cref="HttpRequestException"/>, and <see cref="OperationCanceledException"/> with a
    /// <see cref="TimeoutException"/> inside when connecting took too long.
    /// </summary>
    public async Task<PythonReply> CallAsync(PendingCall call, long id, TimeSpan budget, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/call/{Uri.EscapeDataString(call.Call.Function)}")
        {
            Content = new ReadOnlyMemoryContent(call.Call.Payload),
        };
        request.Headers.Add("X-Call-Id", id.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-Run-Budget-Ms", budget.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        if (call.Activity?.Id is { } traceparent)
            request.Headers.Add("traceparent", traceparent);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            return new PythonReply.StartFailed(SecretRefused);
        if (!Speaks(response))
            return new PythonReply.ProtocolBroken(OtherProtocol(response));
        if (response.Content.Headers.ContentLength > _maxMessageBytes)
            return PayloadLimit.Exceeded("reply", response.Content.Headers.ContentLength.Value, _maxMessageBytes);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        Interlocked.Increment(ref _calls);
        return Outcome(response) switch
        {
            "returned" => new PythonReply.Returned(body),
            "raised" => new PythonReply.Raised(ErrorJson.Read(body)),
            "broken" or "refused" => new PythonReply.ProtocolBroken(System.Text.Encoding.UTF8.GetString(body)),
            _ => new PythonReply.ProtocolBroken($"The service answered {(int)response.StatusCode} and named no outcome."),
        };
    }

    public void Dispose() => _client.Dispose();

    private static bool Speaks(HttpResponseMessage response) => Header(response, "X-AuthDemo-Protocol") == HttpPattern.Protocol;

    private string OtherProtocol(HttpResponseMessage response) => Header(response, "X-AuthDemo-Protocol") is { } other
        ? $"The service at {_address} speaks protocol {other}, the host {HttpPattern.Protocol}: one of them is of another version."
        : $"{_address} answered {(int)response.StatusCode} and is no service of this kind.";

    private static string? Outcome(HttpResponseMessage response) => Header(response, "X-AuthDemo-Outcome");

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}

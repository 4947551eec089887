using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.BankId;

/// <summary>
/// Sends requests to BankID over mutual TLS, each once. One pooled client serves one connection. When the source names another connection
/// (a simulator that started again), a new client replaces it, and the old one is disposed after its last request.
/// No address, body or exception text is logged.
/// </summary>
internal sealed partial class BankIdTransport(
    BankIdConnections connections, BankIdStatusMonitor status, IOptions<BankIdOptions> options, TimeProvider time, ILogger<BankIdTransport> logger)
    : IBankIdTransport, IDisposable
{
    private readonly Lock _lock = new();
    private Lease? _current;

    public async Task<TransportReply> SendAsync(BankIdRequest request)
    {
        var began = time.GetTimestamp();
        string? host = null;
        var reply = await TryAsync().ConfigureAwait(false);
        status.Record(reply);
        return reply with { Host = host, Took = time.GetElapsedTime(began) };

        async Task<TransportReply> TryAsync()
        {
            using var deadline = new CancellationTokenSource(request.Timeout, time);
            try
            {
                if (await connections.CurrentAsync(deadline.Token).ConfigureAwait(false) is not { } connection)
                    return Lost(request, TransportError.Connect);
                host = connection.BaseAddress.Host;
                using var lease = AcquireLease(connection);
                return await ExchangeAsync(lease.Client, request, deadline.Token).ConfigureAwait(false);
            }
            // Network failures become data here, including those that Classify does not list.
            catch (Exception failure)
            {
                return Lost(request, Classify(failure, deadline.IsCancellationRequested));
            }
        }
    }

    private static async Task<TransportReply> ExchangeAsync(HttpClient client, BankIdRequest request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Path) { Content = new ReadOnlyMemoryContent(request.Body) };
        // Without a charset: with one, BankID responds with 415 (facts §1.1).
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await client.SendAsync(message, cancellation).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        return new TransportReply.Answered((int)response.StatusCode, SeamHeaders(response), body);
    }

    private static KeyValuePair<string, string>[] SeamHeaders(HttpResponseMessage response) =>
    [
        .. response.Headers.Concat(response.Content.Headers)
            .Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), string.Join(", ", header.Value)))
            .Where(header => header.Key is "content-type" or "retry-after" || header.Key.StartsWith("ratelimit-", StringComparison.Ordinal)),
    ];

    internal static TransportError Classify(Exception failure, bool deadlinePassed) => failure switch
    {
        // The handler's ConnectTimeout: it cancels with a TimeoutException inside, by its own clock.
        OperationCanceledException { InnerException: TimeoutException } when !deadlinePassed => TransportError.Connect,
        OperationCanceledException => TransportError.Timeout,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError } =>
            TransportError.Connect,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => TransportError.Tls,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => TransportError.TooLarge,
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => TransportError.Reset,
        AuthenticationException => TransportError.Tls,
        SocketException or IOException => TransportError.Reset,
        { InnerException: { } inner } => Classify(inner, deadlinePassed),
        _ => TransportError.Other,
    };

    private TransportReply.NotAnswered Lost(BankIdRequest request, TransportError error)
    {
        LogLost(logger, request.Purpose, error);
        return new TransportReply.NotAnswered(error);
    }

    private Lease AcquireLease(BankIdConnection connection)
    {
        lock (_lock)
        {
            if (_current is null || !_current.Connection.Equals(connection))
            {
                _current?.Dispose();
                _current = new Lease(connection, BankIdClient.Create(connection, options.Value));
            }

            return _current.Share();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _current?.Dispose();
            _current = null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "BankID {Purpose} got no response: {Error}")]
    private static partial void LogLost(ILogger logger, string purpose, TransportError error);

    /// <summary>A client with a reference count: one for the transport, and one for each request in flight. The last one disposes it.</summary>
    private sealed class Lease(BankIdConnection connection, HttpClient client) : IDisposable
    {
        private int _references = 1;

        public BankIdConnection Connection => connection;

        public HttpClient Client => client;

        public Lease Share()
        {
            Interlocked.Increment(ref _references);
            return this;
        }

        public void Dispose()
        {
            if (Interlocked.Decrement(ref _references) == 0)
                client.Dispose();
        }
    }
}

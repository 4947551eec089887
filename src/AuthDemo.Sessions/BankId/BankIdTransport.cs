using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using AuthDemo.Sessions.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.BankId;

/// <summary>
/// Requests to BankID over mutual TLS, each sent once. One pooled client serves one connection; when the source names another one
/// (a simulator that started again), a new client takes over and the old one is let go when its last request has ended.
/// No address, body or exception text is logged.
/// </summary>
internal sealed partial class BankIdTransport(
    BankIdConnections connections, IOptions<BankIdOptions> options, TimeProvider time, ILogger<BankIdTransport> logger)
    : IBankIdTransport, IDisposable
{
    private readonly Lock _lock = new();
    private Lease? _current;

    public async Task<TransportReply> SendAsync(HttpEffect request)
    {
        var began = time.GetTimestamp();
        string? host = null;
        var reply = await TryAsync().ConfigureAwait(false);
        return reply with { Host = host, Took = time.GetElapsedTime(began) };

        async Task<TransportReply> TryAsync()
        {
            using var deadline = new CancellationTokenSource(request.Timeout, time);
            try
            {
                if (await connections.CurrentAsync(deadline.Token).ConfigureAwait(false) is not { } connection)
                    return Lost(request, TransportError.Connect);
                host = connection.BaseAddress.Host;
                using var lease = Take(connection);
                return await ExchangeAsync(lease.Client, request, deadline.Token).ConfigureAwait(false);
            }
            // The one place where what a network does becomes data; also what it does in ways not listed below.
            catch (Exception failure)
            {
                return Lost(request, Classify(failure, deadline.IsCancellationRequested));
            }
        }
    }

    private static async Task<TransportReply> ExchangeAsync(HttpClient client, HttpEffect request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Path) { Content = new ReadOnlyMemoryContent(request.Body) };
        // Exactly this: with a charset BankID answers 415 (facts §1.1).
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
        // Connecting took too long: the handler cancels with this inside, and its own clock runs.
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

    private TransportReply.NotAnswered Lost(HttpEffect request, TransportError error)
    {
        LogLost(logger, request.Purpose, error);
        return new TransportReply.NotAnswered(error);
    }

    private Lease Take(BankIdConnection connection)
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "BankID {Purpose} was not answered: {Error}")]
    private static partial void LogLost(ILogger logger, string purpose, TransportError error);

    /// <summary>A client and its users: the transport's own use, and one for each request under way. The last one disposes it.</summary>
    private sealed class Lease(BankIdConnection connection, HttpClient client) : IDisposable
    {
        private int _users = 1;

        public BankIdConnection Connection => connection;

        public HttpClient Client => client;

        public Lease Share()
        {
            Interlocked.Increment(ref _users);
            return this;
        }

        public void Dispose()
        {
            if (Interlocked.Decrement(ref _users) == 0)
                client.Dispose();
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AuthDemo.PythonHost.Tests.Http;

/// <summary>A service on loopback that sends what the test says, byte by byte, and keeps what it was asked.</summary>
internal sealed class CannedService : IAsyncDisposable
{
    /// <summary>What a service of this kind answers to GET /ready.</summary>
    public const string Ready = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx-authdemo-outcome: returned\r\nx-authdemo-protocol: 1\r\n\r\n{}";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string?> _answer;
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Task _accepting;

    /// <param name="answer">The answer to a request's first line; null closes the connection instead.</param>
    public CannedService(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}";

    /// <summary>First lines of the requests so far.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        foreach (var client in _clients)
            client.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // stopped
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var received = new StringBuilder();
        var buffer = new byte[65536];
        try
        {
            while (await client.GetStream().ReadAsync(buffer) is var read and > 0)
            {
                received.Append(Encoding.Latin1.GetString(buffer, 0, read));
                if (!IsWhole(received.ToString()))
                    continue;
                var first = received.ToString().Split("\r\n")[0];
                received.Clear();
                Requests.Enqueue(first);
                if (_answer(first) is not { } answer)
                {
                    client.Dispose();
                    return;
                }
                await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(answer));
                if (answer.Contains("connection: close", StringComparison.Ordinal))
                    client.Dispose();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // the caller went
        }
    }

    private static bool IsWhole(string received)
    {
        var end = received.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        var length = received[..end].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null || received.Length - end - 4 >= int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}

using Microsoft.AspNetCore.Connections;

namespace AuthDemo.Simulator;

/// <summary>Counts a listener's connections. A connection that the client has closed counts until its last request has been handled.</summary>
internal sealed class ConnectionCounter
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public ConnectionDelegate Wrap(ConnectionDelegate next) => async connection =>
    {
        Interlocked.Increment(ref _count);
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    };
}

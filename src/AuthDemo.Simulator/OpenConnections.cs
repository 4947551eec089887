using Microsoft.AspNetCore.Connections;

namespace AuthDemo.Simulator;

/// <summary>Counts a listener's connections. One whose other end is gone still counts until its last request has been handled.</summary>
internal sealed class OpenConnections
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public ConnectionDelegate Through(ConnectionDelegate next) => async connection =>
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

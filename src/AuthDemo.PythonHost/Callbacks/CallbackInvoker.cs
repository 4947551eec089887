using System.Text;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Callbacks;

/// <summary>Runs the caller's handlers. Every failure becomes a message that Python may see.</summary>
internal static class CallbackInvoker
{
    /// <summary>As Python reads it: byte 1 and the result, or byte 0 and the failure.</summary>
    public static byte[] Pack(ReadOnlyMemory<byte> result, string? failure) =>
        failure is null ? [1, .. result.Span] : [0, .. Encoding.UTF8.GetBytes(failure)];

    /// <summary>Reports progress. A handler that throws is a bug of the caller; it must not end what runs the call.</summary>
    public static void ReportProgress(Action<ReadOnlyMemory<byte>> progress, ReadOnlyMemory<byte> message)
    {
        try
        {
            progress(message);
        }
        catch (Exception e)
        {
            System.Diagnostics.Trace.TraceError($"A progress handler threw {e.GetType().Name}.");
        }
    }

    /// <summary>The result, or why there is none. The handler runs on the thread pool, so whatever it waits for blocks no interpreter's thread.</summary>
    public static async Task<(ReadOnlyMemory<byte> Result, string? Failure)> InvokeAsync(PythonCallback callback, int maxMessageBytes)
    {
        if (callback.Handler is not { } handler)
            return (default, $"nobody answers '{callback.Name}' here");
        var abandoned = callback.Abandoned;
        try
        {
            var result = await Task.Run(() => handler(callback, abandoned).AsTask(), CancellationToken.None).WaitAsync(abandoned);
            return result.Length <= maxMessageBytes ? (result, null) : (default, PayloadLimit.Exceeded("answer", result.Length, maxMessageBytes).Detail);
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            return (default, "the call was given up");
        }
        catch (Exception e) // its text may hold data that Python must not see
        {
            return (default, $"the handler of '{callback.Name}' failed: {e.GetType().Name}");
        }
    }
}

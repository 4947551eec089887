using System.Text;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.TwoWay;

/// <summary>Answers of .NET to Python: the caller's handler, with every failure as a message that Python may see.</summary>
internal static class Asking
{
    /// <summary>As Python reads it: byte 1 and the answer, or byte 0 and the failure.</summary>
    public static byte[] Pack(ReadOnlyMemory<byte> answer, string? failure) =>
        failure is null ? [1, .. answer.Span] : [0, .. Encoding.UTF8.GetBytes(failure)];

    /// <summary>Hands on a progress message. A handler that throws is a bug of the caller's; it must not end the worker.</summary>
    public static void Tell(Action<ReadOnlyMemory<byte>> progress, ReadOnlyMemory<byte> message)
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

    /// <summary>The answer, or why there is none. The handler runs on the pool: whatever it waits for, nothing of a runner's waits with it.</summary>
    public static async Task<(ReadOnlyMemory<byte> Answer, string? Failure)> AnswerAsync(PythonQuestion question, int maxMessageBytes)
    {
        if (question.Handler is not { } asked)
            return (default, $"nobody answers '{question.Name}' here");
        var givenUp = question.GivenUp;
        try
        {
            var answer = await Task.Run(() => asked(question, givenUp).AsTask(), CancellationToken.None).WaitAsync(givenUp);
            return answer.Length <= maxMessageBytes ? (answer, null) : (default, PayloadLimit.Exceeded("answer", answer.Length, maxMessageBytes).Detail);
        }
        catch (OperationCanceledException) when (givenUp.IsCancellationRequested)
        {
            return (default, "the call was given up");
        }
        catch (Exception e) // its text may hold data that Python must not see
        {
            return (default, $"the handler of '{question.Name}' failed: {e.GetType().Name}");
        }
    }
}

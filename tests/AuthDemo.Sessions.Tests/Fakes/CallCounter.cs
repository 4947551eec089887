using System.Collections.Concurrent;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>Counts completed grain calls, so that a test can wait for a call that no caller awaits.</summary>
internal sealed class CallCounter : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<(string Key, string Method), int> _ended = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = NewChange();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        finally
        {
            _ended.AddOrUpdate((context.TargetId.Key.ToString()!, context.MethodName), 1, (_, count) => count + 1);
            TaskCompletionSource changed;
            lock (_lock)
                (changed, _changed) = (_changed, NewChange());
            changed.SetResult();
        }
    }

    public int Count(SessionId id, string method) => _ended.GetValueOrDefault((id.Value, method));

    public async Task ReachesAsync(SessionId id, string method, int count)
    {
        using var guard = new CancellationTokenSource(Guard.Timeout);
        while (true)
        {
            Task changed;
            lock (_lock)
                changed = _changed.Task;
            if (Count(id, method) >= count)
                return;
            await changed.WaitAsync(guard.Token);
        }
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

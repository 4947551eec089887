using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.PythonHost.Tests.Arrange;

/// <summary>A clock that the test moves, and that tells when somebody waits for so long.</summary>
internal sealed class TestClock : FakeTimeProvider
{
    private static readonly TimeSpan s_guard = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> _waits = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Waits(dueTime).TrySetResult();
        return timer;
    }

    /// <summary>Waits until somebody waits for exactly this long, and lets that time pass.</summary>
    public async Task PassAsync(TimeSpan wait)
    {
        await WaitedForAsync(wait);
        _waits.TryRemove(wait, out _);
        Advance(wait);
    }

    /// <summary>Waits until somebody waits for exactly this long.</summary>
    public Task WaitedForAsync(TimeSpan wait) => Waits(wait).Task.WaitAsync(s_guard);

    private TaskCompletionSource Waits(TimeSpan wait) =>
        _waits.GetOrAdd(wait, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}

using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AuthDemo.TestKit;

/// <summary>Waits for a condition that nothing signals, such as a row written by another process.</summary>
public static class Polling
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Evaluates the condition until it holds; throws when it does not within the timeout.</summary>
    /// <param name="condition">Evaluated again and again.</param>
    /// <param name="timeout">Protects the test run from a hang; one minute when null. It is not a measurement.</param>
    /// <param name="description">The condition's source text, for the failure.</param>
    public static async Task UntilAsync(
        Func<Task<bool>> condition, TimeSpan? timeout = null, [CallerArgumentExpression(nameof(condition))] string description = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        var limit = timeout ?? TimeSpan.FromMinutes(1);
        for (var clock = Stopwatch.StartNew(); !await condition(); await Task.Delay(s_interval))
            if (clock.Elapsed > limit)
                throw new TimeoutException($"Not so within {limit}: {description}");
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, TimeSpan?, string)"/>
    public static Task UntilAsync(
        Func<bool> condition, TimeSpan? timeout = null, [CallerArgumentExpression(nameof(condition))] string description = "") =>
        UntilAsync(() => Task.FromResult(condition()), timeout, description);
}

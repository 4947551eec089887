namespace AuthDemo.TestKit;

/// <summary>Lines in the order they were written, by any thread; a test can await one.</summary>
public sealed class LineBuffer
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> Matches, TaskCompletionSource<string> Found)> _waiters = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    /// <summary>Appends a line.</summary>
    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
            foreach (var (matches, found) in _waiters)
                if (matches(line))
                    found.TrySetResult(line);
        }
    }

    /// <summary>Returns the first line that matches, written before this call or after it.</summary>
    public async Task<string> FirstAsync(Func<string, bool> matches)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            if (_lines.Find(line => matches(line)) is { } line)
                return line;
            _waiters.Add((matches, found));
        }
        return await found.Task.WaitAsync(s_timeout);
    }
}

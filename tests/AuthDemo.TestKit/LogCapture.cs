using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AuthDemo.TestKit;

/// <summary>Keeps every log entry, at every level.</summary>
public sealed class LogCapture : ILoggerProvider, ILoggerFactory
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    /// <summary>The entries so far, oldest first; the opening of a scope is one as well.</summary>
    public IReadOnlyCollection<LogEntry> Entries => _entries;

    /// <summary>Level, category and message of each entry: <c>Warning AuthDemo.PythonHost: Python files changed</c>.</summary>
    public LineBuffer Messages { get; } = new();

    /// <summary>Everything that was logged, one line per entry, with structured members and exceptions.</summary>
    public IReadOnlyList<string> Lines => [.. _entries.Select(entry => $"{entry}")];

    /// <summary>The lines as one text.</summary>
    public string Text => string.Join('\n', Lines);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

    /// <summary>Does nothing: as a factory, the capture is the only provider.</summary>
    public void AddProvider(ILoggerProvider provider)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Add(LogEntry entry)
    {
        _entries.Enqueue(entry);
        Messages.Add($"{entry.Level} {entry.Category}: {entry.Message}");
    }

    private sealed class Logger(string category, LogCapture capture) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            capture.Add(new(LogLevel.None, category, $"scope {state}", "", null));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var members = state is IEnumerable<KeyValuePair<string, object?>> pairs
                ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}"))
                : "";
            capture.Add(new(logLevel, category, formatter(state, exception), members, exception));
        }
    }
}

/// <summary>One log entry.</summary>
/// <param name="Level">Its level; <see cref="LogLevel.None"/> for the opening of a scope.</param>
/// <param name="Category">The logger's category.</param>
/// <param name="Message">The formatted message.</param>
/// <param name="Members">The structured members, <c>name=value</c> separated by spaces.</param>
/// <param name="Exception">The exception that was logged with it.</param>
public sealed record LogEntry(LogLevel Level, string Category, string Message, string Members, Exception? Exception)
{
    /// <summary>The whole entry, members and exception included.</summary>
    public override string ToString() => $"{Level} {Category}: {Message} {Members} {Exception}";
}

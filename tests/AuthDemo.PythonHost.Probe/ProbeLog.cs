using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Probe;

/// <summary>Sends log lines to the test: <c>Level category: text</c>.</summary>
public sealed class ProbeLog(Action<ProbeMessage> send) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, send);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Logger(string category, Action<ProbeMessage> send) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            send(new ProbeMessage("log", 0, $"{logLevel} {category}: {formatter(state, exception)}"));
    }
}

using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Telemetry;

/// <summary>What Python prints and logs, as lines of the host's log with the id of the call.</summary>
internal sealed partial class PythonOutput(ILogger logger)
{
    /// <summary>A level of Python's logging module as one of .NET's.</summary>
    public static LogLevel Level(int python) => python switch
    {
        >= 50 => LogLevel.Critical,
        >= 40 => LogLevel.Error,
        >= 30 => LogLevel.Warning,
        >= 20 => LogLevel.Information,
        >= 10 => LogLevel.Debug,
        _ => LogLevel.Trace,
    };

    /// <param name="level">As in Python's logging module.</param>
    /// <param name="source"><c>stdout</c>, <c>stderr</c> or the name of a Python logger.</param>
    /// <param name="text">One line.</param>
    /// <param name="callId">The call that wrote it; 0 outside a call.</param>
    public void Write(int level, string source, string text, long callId) => Line(Level(level), source, callId, text);

    [LoggerMessage("Python {Source}, call {CallId}: {Text}")]
    private partial void Line(LogLevel level, string source, long callId, string text);
}

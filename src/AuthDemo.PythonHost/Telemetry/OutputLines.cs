using System.Text;

namespace AuthDemo.PythonHost.Telemetry;

/// <summary>
/// Joins what one interpreter or process writes into lines. Used by one thread at a time: under the interpreter's GIL, or by the
/// reader of a process.
/// </summary>
internal sealed class OutputLines(OutputLines.Line write)
{
    /// <summary>See <see cref="PythonOutput.Write"/>.</summary>
    public delegate void Line(int level, string source, string text, long callId);

    /// <summary>A longer line is logged in pieces, so that output without line ends takes no memory.</summary>
    public const int LongestLine = 8192;

    private readonly Dictionary<string, (int Level, StringBuilder Text)> _unfinished = new(StringComparer.Ordinal);

    /// <summary>Something was written that no line end followed yet.</summary>
    public bool HasRest => _unfinished.Count > 0;

    /// <summary>Takes a piece of text; see <see cref="PythonOutput.Write"/>.</summary>
    public void Add(int level, string source, string text, long callId)
    {
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOf('\n');
            var piece = end < 0 ? rest : rest[..end];
            var complete = end >= 0 || piece.Length >= LongestLine;
            if (piece.Length > LongestLine)
            {
                piece = piece[..LongestLine];
                end = LongestLine - 1;
            }
            Add(level, source, piece, complete, callId);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }
    }

    /// <summary>The call is over: what has no line end is a line all the same.</summary>
    public void Finish(long callId)
    {
        foreach (var (source, (level, text)) in _unfinished)
            write(level, source, text.ToString(), callId);
        _unfinished.Clear();
    }

    private void Add(int level, string source, ReadOnlySpan<char> piece, bool complete, long callId)
    {
        var begun = _unfinished.TryGetValue(source, out var line);
        if (complete && !begun)
        {
            write(level, source, piece.ToString(), callId);
            return;
        }
        if (!begun)
            _unfinished[source] = line = (level, new StringBuilder());
        line.Text.Append(piece);
        if (!complete && line.Text.Length < LongestLine)
            return;
        write(level, source, line.Text.ToString(), callId);
        _unfinished.Remove(source);
    }
}

namespace AuthDemo.PythonHost.Processes;

/// <summary>The last lines of a process, for the report of its end.</summary>
internal sealed class LastLines
{
    private const int Kept = 20;

    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count == Kept)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    public IReadOnlyList<string> Snapshot()
    {
        lock (_lines)
            return [.. _lines];
    }
}

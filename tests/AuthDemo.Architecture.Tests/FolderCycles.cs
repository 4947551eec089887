namespace AuthDemo.Architecture.Tests;

/// <summary>Cycles in a directed graph.</summary>
internal static class FolderCycles
{
    /// <summary>For each edge that is part of a cycle, the shortest such cycle, its first node repeated at the end; each cycle once.</summary>
    public static IEnumerable<IReadOnlyList<string>> In(IEnumerable<(string From, string To)> edges)
    {
        var targets = edges.ToLookup(edge => edge.From, edge => edge.To);
        return targets
            .SelectMany(from => from, (from, to) => ShortestPath(to, from.Key, targets))
            .OfType<IReadOnlyList<string>>()
            .DistinctBy(cycle => string.Join(' ', cycle.Skip(1).Order(StringComparer.Ordinal)));
    }

    /// <summary>The path to the goal, with the goal before it: a cycle through the edge from the goal to the start.</summary>
    private static List<string>? ShortestPath(string start, string goal, ILookup<string, string> targets)
    {
        var previous = new Dictionary<string, string> { [start] = goal };
        for (var queue = new Queue<string>([start]); queue.TryDequeue(out var node);)
        {
            foreach (var next in targets[node])
            {
                if (next == goal)
                    return Path(node, goal, previous);
                if (previous.TryAdd(next, node))
                    queue.Enqueue(next);
            }
        }
        return null;
    }

    private static List<string> Path(string end, string goal, Dictionary<string, string> previous)
    {
        List<string> path = [goal, end];
        while (path[^1] != goal)
            path.Add(previous[path[^1]]);
        path.Reverse();
        return path;
    }
}

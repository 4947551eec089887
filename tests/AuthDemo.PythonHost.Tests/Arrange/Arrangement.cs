using AuthDemo.PythonHost.Locating;

namespace AuthDemo.PythonHost.Tests.Arrange;

/// <summary>A pattern on a Python: what the contract suite runs over.</summary>
/// <param name="Name">Shown in test names: <c>interpreters x2, Python 3.13.0</c>.</param>
/// <param name="Kind">Which differences apply.</param>
/// <param name="Settings">Configuration of the host.</param>
internal sealed record Arrangement(string Name, ArrangementKind Kind, Version Python, IReadOnlyDictionary<string, string?> Settings)
{
    /// <summary>A call that crashes ends the host's own process.</summary>
    public bool SharesProcess => Kind is ArrangementKind.Interpreters or ArrangementKind.PythonNet;

    public override string ToString() => Name;

    public Arrangement With(string key, string? value) =>
        this with { Settings = new Dictionary<string, string?>(Settings) { [key] = value } };

    public static IReadOnlyList<Arrangement> All { get; } = [.. Pythons.All.SelectMany(For), .. OnNewest(Pythons.Newest)];

    /// <summary>Stands for arrangements that this machine has no Python for: its tests are skipped and say so.</summary>
    private const string NoneHere = "none here";

    public static Arrangement Named(string name)
    {
        Assert.SkipWhen(name == NoneHere, "no Python on this machine can be arranged so");
        var named = All.Single(arrangement => arrangement.Name == name);
        if (named.Kind == ArrangementKind.Remote)
            _ = RemoteService.TheShared;
        return named;
    }

    /// <summary>Theory data: names of the arrangements of these kinds.</summary>
    public static TheoryData<string> Names(params ReadOnlySpan<ArrangementKind> kinds)
    {
        var data = new TheoryData<string>();
        foreach (var arrangement in All)
            if (kinds.Length == 0 || kinds.Contains(arrangement.Kind))
                data.Add(arrangement.Name);
        if (data.Count == 0)
            data.Add(NoneHere); // a theory without data would fail
        return data;
    }

    private static IEnumerable<Arrangement> For(PythonDescription python)
    {
        if (Pythons.HasOwnGil(python))
            yield return Make("interpreters x2", ArrangementKind.Interpreters, python, ("Pattern", "Interpreters"), ("Interpreters:Count", "2"));
        yield return Make("pythonnet", ArrangementKind.PythonNet, python, ("Pattern", "PythonNet"), ("Workers:Minimum", "1"));
        if (python == Pythons.All[0] || python == Pythons.Newest)
            yield return Make("workers x2", ArrangementKind.Workers, python, ("Pattern", "Workers"), ("Workers:Minimum", "2"), ("Workers:Maximum", "2"));
    }

    /// <summary>One arrangement for each column of the README's table of differences, on the newest Python.</summary>
    public static IReadOnlyList<Arrangement> OneOfEachKind { get; } =
        [.. All.Where(arrangement => arrangement.Python == Pythons.Newest.Number).DistinctBy(arrangement => arrangement.Kind)];

    /// <summary>What does not depend on the Python's version: once is enough.</summary>
    private static IEnumerable<Arrangement> OnNewest(PythonDescription python)
    {
        yield return Make("per call", ArrangementKind.PerCall, python, ("Pattern", "PerCall"), ("PerCall:Maximum", "2"));
        yield return Make("http, Unix socket", ArrangementKind.Http, python, ("Pattern", "Http"), ("Http:Processes", "2"));
        yield return Make("http, TCP", ArrangementKind.Http, python, ("Pattern", "Http"), ("Http:Processes", "2"), ("Http:Tcp", "true"));
        yield return Make("http, remote", ArrangementKind.Remote, python, ("Pattern", "Http"), ("Http:Processes", "2"),
            ("Http:Address", RemoteService.SharedAddress), ("Http:Secret", RemoteService.Secret));
    }

    private static Arrangement Make(string name, ArrangementKind kind, PythonDescription python, params ReadOnlySpan<(string Key, string Value)> settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Python:Executable"] = python.Executable,
            ["Python:SearchPaths:0"] = Pythons.HostedFolder,
            ["Python:Preload:0"] = "hosted.cases",
            ["Python:RunBudget"] = "00:00:30",
            ["Python:WaitBudget"] = "00:00:30",
        };
        foreach (var (key, value) in settings)
            all[$"Python:{key}"] = value;
        return new($"{name}, Python {python.Number}", kind, python.Number, all);
    }
}

internal enum ArrangementKind
{
    Interpreters,
    PythonNet,
    Workers,
    PerCall,
    Http,
    Remote,
}

using AuthDemo.Journal;
using AuthDemo.Web.Console.Access;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>What admins do to the Python runtime.</summary>
internal sealed class RuntimeActs(OperatorDesk desk, PatternRun patterns, IServiceProvider services)
{
    private readonly IPythonRunners? _runners = services.GetService<IPythonRunners>();

    /// <summary>The interpreters or processes; null where the host does not tell them apart.</summary>
    public IReadOnlyList<PythonRunner>? Runners => _runners?.Runners;

    /// <summary>Restarts one of them; false when there is none of that id.</summary>
    public Task<Deed<bool>> RestartAsync(string id, string reason) => desk.DoAsync(
        OperatorRole.Admin,
        new(JournalEventType.PythonRestarted) { Reason = reason, Facts = new Dictionary<string, string> { ["worker"] = id } },
        _ => _runners!.RestartAsync(id));

    /// <summary>Compares the patterns; null inside when a comparison is running already.</summary>
    public Task<Deed<IReadOnlyList<PatternRow>?>> CompareAsync(Func<double, IReadOnlyList<PatternRow>, Task> onProgress, CancellationToken cancellation) =>
        desk.DoAsync(OperatorRole.Admin, new(JournalEventType.PythonCompared), _ => patterns.RunAsync(onProgress, cancellation));
}

/// <summary>The interpreters or processes of the Python host, one by one; registered by the composition where the host offers it.</summary>
internal interface IPythonRunners
{
    /// <summary>A snapshot.</summary>
    IReadOnlyList<PythonRunner> Runners { get; }

    /// <summary>Lets one finish its call and puts another in its place; false when there is none of that id.</summary>
    Task<bool> RestartAsync(string id, CancellationToken cancellation = default);
}

/// <summary>One interpreter or process.</summary>
/// <param name="Id">Its name for as long as it lives.</param>
/// <param name="State"><c>idle</c>, <c>busy</c>, <c>starting</c>, <c>lost</c>.</param>
/// <param name="Calls">How many it has run.</param>
internal sealed record PythonRunner(string Id, string State, long Calls);

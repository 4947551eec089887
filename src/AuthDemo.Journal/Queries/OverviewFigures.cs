namespace AuthDemo.Journal.Queries;

/// <summary>The figures of a period.</summary>
/// <param name="Started">Sessions started in it.</param>
/// <param name="Completed">Sessions completed in it.</param>
/// <param name="EndedOtherwise">Sessions that ended in it without success.</param>
/// <param name="Running">Sessions running now, whenever they were started.</param>
/// <param name="MedianTimeToComplete">The median of the completed ones; null when there are none.</param>
/// <param name="Reasons">The unsuccessful ones by state and reason, most frequent first.</param>
/// <param name="Kinds">The figures by flow and device.</param>
public sealed record OverviewFigures(
    int Started, int Completed, int EndedOtherwise, int Running, TimeSpan? MedianTimeToComplete,
    IReadOnlyList<ReasonCount> Reasons, IReadOnlyList<KindCount> Kinds);

/// <summary>How many sessions ended for a reason.</summary>
public sealed record ReasonCount(string State, string? Reason, int Count);

/// <summary>The figures of one flow on one device.</summary>
public sealed record KindCount(string Flow, string? Device, int Started, int Completed, int EndedOtherwise, TimeSpan? MedianTimeToComplete);

/// <summary>The figures of one interval of a chart.</summary>
public sealed record Bucket(DateTimeOffset From, int Started, int Completed, int EndedOtherwise);

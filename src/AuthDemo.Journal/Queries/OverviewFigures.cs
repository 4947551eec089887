namespace AuthDemo.Journal.Queries;

/// <summary>What happened in a span of time.</summary>
/// <param name="Started">Sessions that began in it.</param>
/// <param name="Completed">Sessions that completed in it.</param>
/// <param name="EndedOtherwise">Sessions that ended in it in anything but success.</param>
/// <param name="Running">Sessions that run now, whenever they began.</param>
/// <param name="MedianTimeToComplete">Of those that completed in it; null when none did.</param>
/// <param name="Reasons">Those that ended otherwise, by state and reason, most frequent first.</param>
/// <param name="Kinds">All of it by flow and device.</param>
public sealed record OverviewFigures(
    int Started, int Completed, int EndedOtherwise, int Running, TimeSpan? MedianTimeToComplete,
    IReadOnlyList<ReasonCount> Reasons, IReadOnlyList<KindCount> Kinds);

/// <summary>How often a reason ended sessions.</summary>
public sealed record ReasonCount(string State, string? Reason, int Count);

/// <summary>The figures of one flow on one device.</summary>
public sealed record KindCount(string Flow, string? Device, int Started, int Completed, int EndedOtherwise, TimeSpan? MedianTimeToComplete);

/// <summary>The figures of one step of a chart.</summary>
public sealed record Bucket(DateTimeOffset From, int Started, int Completed, int EndedOtherwise);

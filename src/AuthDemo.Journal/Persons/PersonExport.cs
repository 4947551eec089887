using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AuthDemo.Journal.Protection;

namespace AuthDemo.Journal.Persons;

/// <summary>All data on one person. Personal data: prints masked.</summary>
internal sealed record PersonExport(DateTimeOffset ExportedAt, string PersonalNumber, IReadOnlyList<ExportedSession> Sessions)
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    /// <summary>Indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_options);

    /// <summary>Masked.</summary>
    public override string ToString() => $"PersonExport {{ Sessions = {Sessions.Count} }}";
}

/// <summary>A session of the person, with its record (identity, evidence) and its audit entries.</summary>
internal sealed record ExportedSession(
    string Id, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, JsonNode? Record, IReadOnlyList<ExportedOrder> Orders, IReadOnlyList<ExportedEntry> Log)
{
    /// <summary>Masked.</summary>
    public override string ToString() => $"ExportedSession {{ Id = {Id} }}";
}

/// <summary>An order of the session.</summary>
internal sealed record ExportedOrder(int Number, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Ending);

/// <summary>An audit entry of the session.</summary>
internal sealed record ExportedEntry(
    long Seq, DateTimeOffset At, string Type, string? Sentence, string Actor, JsonNode? Facts, JsonNode? Personal)
{
    /// <summary>Masked.</summary>
    public override string ToString() => $"ExportedEntry {{ Seq = {Seq} }}";
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace AuthDemo.Journal.AuditLog;

/// <summary>The clear part of a log entry: a flat JSON object of words, numbers and lists of words, never anything personal.</summary>
internal sealed class AuditFacts
{
    private readonly JsonObject _values = [];

    /// <summary>Adds a word, unless it is null.</summary>
    public AuditFacts Add(string name, string? value)
    {
        if (value is not null)
            _values[name] = value;
        return this;
    }

    /// <summary>Adds a number, unless it is null.</summary>
    public AuditFacts Add(string name, long? value)
    {
        if (value is not null)
            _values[name] = value;
        return this;
    }

    /// <summary>Adds a list of words, unless it is empty.</summary>
    public AuditFacts Add(string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
            _values[name] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        return this;
    }

    /// <summary>The object as the log keeps it: ASCII only, so that no database can change it in passing.</summary>
    public string ToJson() => _values.ToJsonString();

    /// <summary>Reads what <see cref="ToJson"/> wrote, each value as text.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(
            member => member.Name,
            member => member.Value.ValueKind == JsonValueKind.Array
                ? string.Join(' ', member.Value.EnumerateArray().Select(value => value.ToString()))
                : member.Value.ToString(),
            StringComparer.Ordinal);
    }
}

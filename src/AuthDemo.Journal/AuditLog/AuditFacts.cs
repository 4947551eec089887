using System.Text.Json;
using System.Text.Json.Nodes;

namespace AuthDemo.Journal.AuditLog;

/// <summary>The clear-text details of an audit entry: a flat JSON object of words, numbers and lists of words; never personal data.</summary>
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

    /// <summary>The JSON text as stored: ASCII only, so that no database changes it.</summary>
    public string ToJson() => _values.ToJsonString();

    /// <summary>Parses the result of <see cref="ToJson"/>; each value as text.</summary>
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

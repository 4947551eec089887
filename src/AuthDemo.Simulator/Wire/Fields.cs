using System.Text.Json;

namespace AuthDemo.Simulator.Wire;

/// <summary>
/// Reads the members of one JSON object and notes every problem with them: which field, its limit, and the size or type of what
/// was given (never the value, which may be personal). <c>null</c> counts as absent. Reading goes on after a problem, so that a
/// caller learns of all of them at once; what was read is only to be used when <see cref="Problems"/> is empty.
/// </summary>
internal sealed class Fields
{
    private readonly JsonElement _object;
    private readonly string _prefix;
    private readonly HashSet<string> _known = [];
    private readonly List<Fields> _children = [];

    public Fields(JsonElement jsonObject)
        : this(jsonObject, "", [])
    {
    }

    private Fields(JsonElement jsonObject, string prefix, List<string> problems)
    {
        _object = jsonObject;
        _prefix = prefix;
        Problems = problems;
    }

    public List<string> Problems { get; }

    /// <summary>Paths of the members that nobody asked for, here and in the objects that were read.</summary>
    public IEnumerable<string> Unknown =>
        _object.EnumerateObject().Select(m => m.Name).Where(n => !_known.Contains(n)).Distinct().Select(n => _prefix + n)
            .Concat(_children.SelectMany(c => c.Unknown));

    /// <summary>Number of members that are there and not null.</summary>
    public int Count => _object.EnumerateObject().Count(m => m.Value.ValueKind is not JsonValueKind.Null);

    public void Problem(string name, string rule) => Problems.Add($"{_prefix}{name} {rule}");

    public string? Text(string name, int min, int max, bool required = false)
    {
        if (Member(name, JsonValueKind.String, "a string", required) is not { } member)
            return null;
        var text = member.GetString()!;
        if (text.Length >= min && text.Length <= max)
            return text;
        Problem(name, $"must be {min} to {max} characters; {text.Length} were given");
        return null;
    }

    /// <summary>One of a fixed set of words, in exactly that case.</summary>
    public string? Word(string name, bool required, params string[] allowed)
    {
        if (Text(name, 0, int.MaxValue, required) is not { } word)
            return null;
        if (allowed.Contains(word, StringComparer.Ordinal))
            return word;
        Problem(name, $"must be one of {string.Join(", ", allowed)}");
        return null;
    }

    public bool? Flag(string name)
    {
        _known.Add(name);
        if (!_object.TryGetProperty(name, out var member) || member.ValueKind is JsonValueKind.Null)
            return null;
        if (member.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return member.GetBoolean();
        Problem(name, $"must be true or false; {Describe(member)} was given");
        return null;
    }

    public int? Number(string name, int min, int max)
    {
        if (Member(name, JsonValueKind.Number, "a whole number", required: false) is not { } member)
            return null;
        if (member.TryGetInt32(out var number) && number >= min && number <= max)
            return number;
        Problem(name, $"must be a whole number from {min} to {max}");
        return null;
    }

    public int RequiredNumber(string name, int min, int max)
    {
        var before = Problems.Count;
        var number = Number(name, min, max);
        if (number is null && Problems.Count == before)
            Problem(name, "is required and was not given");
        return number ?? 0;
    }

    /// <summary>An array of at least one string.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (Member(name, JsonValueKind.Array, "an array of strings", required: false) is not { } member)
            return null;
        if (member.GetArrayLength() > 0 && member.EnumerateArray().All(e => e.ValueKind is JsonValueKind.String))
            return [.. member.EnumerateArray().Select(e => e.GetString()!)];
        Problem(name, "must be an array of one string or more");
        return null;
    }

    public Fields? Object(string name, bool required = false)
    {
        if (Member(name, JsonValueKind.Object, "an object", required) is not { } member)
            return null;
        var child = new Fields(member, $"{_prefix}{name}.", Problems);
        _children.Add(child);
        return child;
    }

    private JsonElement? Member(string name, JsonValueKind kind, string expected, bool required)
    {
        _known.Add(name);
        if (!_object.TryGetProperty(name, out var member) || member.ValueKind is JsonValueKind.Null)
        {
            if (required)
                Problem(name, "is required and was not given");
            return null;
        }
        if (member.ValueKind == kind)
            return member;
        Problem(name, $"must be {expected}; {Describe(member)} was given");
        return null;
    }

    private static string Describe(JsonElement member) => member.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "an array",
        _ => "an object",
    };
}

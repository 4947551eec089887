using System.Text.Json;

namespace AuthDemo.Simulator.Wire;

/// <summary>
/// Reads the members of one JSON object and collects every problem with them. <c>null</c> counts as absent. Reading continues after
/// a problem, so that a report lists all of them; the values read are valid only when <see cref="Problems"/> is empty.
/// </summary>
internal sealed class RequestFields
{
    private readonly JsonElement _object;
    private readonly string _prefix;
    private readonly HashSet<string> _known = [];
    private readonly List<RequestFields> _children = [];

    public RequestFields(JsonElement jsonObject)
        : this(jsonObject, "", [])
    {
    }

    private RequestFields(JsonElement jsonObject, string prefix, List<FieldProblem> problems)
    {
        _object = jsonObject;
        _prefix = prefix;
        Problems = problems;
    }

    public List<FieldProblem> Problems { get; }

    /// <summary>All problems as one line.</summary>
    public string ProblemText => string.Join("; ", Problems);

    /// <summary>Paths of the members that nobody read, in this object and in the child objects that were read.</summary>
    public IEnumerable<string> Unknown =>
        _object.EnumerateObject().Select(m => m.Name).Where(n => !_known.Contains(n)).Distinct().Select(n => _prefix + n)
            .Concat(_children.SelectMany(c => c.Unknown));

    /// <summary>Number of members that are present and not null.</summary>
    public int Count => _object.EnumerateObject().Count(m => m.Value.ValueKind is not JsonValueKind.Null);

    public void AddProblem(string name, string rule) => Problems.Add(new FieldProblem(_prefix + name, rule));

    public string? Text(string name, int min, int max, bool required = false)
    {
        if (Member(name, JsonValueKind.String, "a string", required) is not { } member)
            return null;
        var text = member.GetString()!;
        if (text.Length >= min && text.Length <= max)
            return text;
        AddProblem(name, $"must be {min} to {max} characters; {text.Length} were given");
        return null;
    }

    /// <summary>One of a fixed set of words; case matters.</summary>
    public string? Word(string name, bool required, params IReadOnlyList<string> allowed)
    {
        if (Text(name, 0, int.MaxValue, required) is not { } word)
            return null;
        if (allowed.Contains(word, StringComparer.Ordinal))
            return word;
        AddProblem(name, $"must be one of {string.Join(", ", allowed)}");
        return null;
    }

    public bool? Flag(string name)
    {
        _known.Add(name);
        if (!_object.TryGetProperty(name, out var member) || member.ValueKind is JsonValueKind.Null)
            return null;
        if (member.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return member.GetBoolean();
        AddProblem(name, $"must be true or false; {Describe(member)} was given");
        return null;
    }

    public bool RequiredFlag(string name)
    {
        var before = Problems.Count;
        var flag = Flag(name);
        if (flag is null && Problems.Count == before)
            AddProblem(name, FieldProblem.Missing);
        return flag is true;
    }

    public int? Number(string name, int min, int max)
    {
        if (Member(name, JsonValueKind.Number, "a whole number", required: false) is not { } member)
            return null;
        if (member.TryGetInt32(out var number) && number >= min && number <= max)
            return number;
        AddProblem(name, $"must be a whole number from {min} to {max}");
        return null;
    }

    public int RequiredNumber(string name, int min, int max)
    {
        var before = Problems.Count;
        var number = Number(name, min, max);
        if (number is null && Problems.Count == before)
            AddProblem(name, FieldProblem.Missing);
        return number ?? 0;
    }

    /// <summary>An array of at least one string.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (Member(name, JsonValueKind.Array, "an array of strings", required: false) is not { } member)
            return null;
        if (member.GetArrayLength() > 0 && member.EnumerateArray().All(e => e.ValueKind is JsonValueKind.String))
            return [.. member.EnumerateArray().Select(e => e.GetString()!)];
        AddProblem(name, "must be an array of one string or more");
        return null;
    }

    public RequestFields? Object(string name, bool required = false)
    {
        if (Member(name, JsonValueKind.Object, "an object", required) is not { } member)
            return null;
        var child = new RequestFields(member, $"{_prefix}{name}.", Problems);
        _children.Add(child);
        return child;
    }

    private JsonElement? Member(string name, JsonValueKind kind, string expected, bool required)
    {
        _known.Add(name);
        if (!_object.TryGetProperty(name, out var member) || member.ValueKind is JsonValueKind.Null)
        {
            if (required)
                AddProblem(name, FieldProblem.Missing);
            return null;
        }
        if (member.ValueKind == kind)
            return member;
        AddProblem(name, $"must be {expected}; {Describe(member)} was given");
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

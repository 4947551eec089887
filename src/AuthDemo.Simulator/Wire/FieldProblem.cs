namespace AuthDemo.Simulator.Wire;

/// <summary>One member of a request that breaks a rule. Contains the size or type of the value, never the value itself, which may be personal.</summary>
/// <param name="Path">Member names from the root, separated by dots.</param>
/// <param name="Rule">The rule, and what was given instead.</param>
internal sealed record FieldProblem(string Path, string Rule)
{
    public const string Missing = "is required and was not given";

    public override string ToString() => $"{Path} {Rule}";
}

namespace AuthDemo.Simulator.Client;

/// <summary>A mistake of a client.</summary>
/// <param name="Rule">Name of the rule, see docs/simulator.md.</param>
/// <param name="Severity">error, warning or info.</param>
/// <param name="Operation">The RP API's operation, or scan or open.</param>
/// <param name="Detail">Which member or verb; never a value.</param>
/// <param name="Advice">What to do instead.</param>
/// <param name="Count">How often it was made.</param>
public sealed record LintFinding(string Rule, string Severity, string Operation, string? Detail, string Advice, int Count);

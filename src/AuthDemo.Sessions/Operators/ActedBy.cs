namespace AuthDemo.Sessions.Operators;

/// <summary>Who of the staff did something, and why; goes into the session's events.</summary>
/// <param name="Operator">Name in the list of operators; never a personal number.</param>
/// <param name="Reason">In the operator's words, cut at 300 characters; null when none was given.</param>
[GenerateSerializer, Immutable]
public sealed record ActedBy([property: Id(0)] string Operator, [property: Id(1)] string? Reason = null);

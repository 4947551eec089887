namespace AuthDemo.Sessions.Protocol;

/// <summary>The protocol module's description of itself (<c>describe</c>).</summary>
/// <param name="Version">The module's version.</param>
/// <param name="Seam">The version of the contract.</param>
/// <param name="Flows">Flows that the module knows.</param>
/// <param name="Outcomes">Kinds of outcome that the module may return.</param>
/// <param name="HostMessages">Message ids for <see cref="HostOutcome"/>.</param>
internal sealed record ModuleDescription(
    string Version, int Seam, IReadOnlyList<string> Flows, IReadOnlyList<string> Outcomes, IReadOnlyDictionary<string, string> HostMessages)
{
    private const int KnownSeam = 1;

    /// <summary>The differences between the module and this service; empty when they match.</summary>
    public IReadOnlyList<string> Mismatches()
    {
        var mismatches = new List<string>();
        if (Seam != KnownSeam)
            mismatches.Add($"the contract has version {Seam}, and this service needs {KnownSeam}");
        Compare("flow", Flows, [.. Enum.GetValues<Flow>().Select(SeamRequest.Word)]);
        Compare("outcome", Outcomes, [.. AuthStateKinds.Known.Select(kind => kind.ToWord())]);
        foreach (var outcome in Enum.GetValues<HostOutcome>().Select(Protocol.HostMessages.Word).Except(HostMessages.Keys))
            mismatches.Add($"the module has no message for {outcome}");
        return mismatches;

        void Compare(string what, IReadOnlyList<string> module, IReadOnlyList<string> service)
        {
            foreach (var word in service.Except(module))
                mismatches.Add($"the module does not know the {what} {word}");
            foreach (var word in module.Except(service))
                mismatches.Add($"this service does not know the {what} {word}");
        }
    }
}

/// <summary>How a call of <c>describe</c> ended: a closed set.</summary>
internal abstract record DescribeReply
{
    private DescribeReply() { }

    /// <summary>The module described itself.</summary>
    internal sealed record Described(ModuleDescription Description) : DescribeReply;

    /// <summary>Python did not reply; the call may be repeated.</summary>
    internal sealed record Unavailable(string Kind) : DescribeReply;

    /// <summary>The module raised, or its reply breaks the contract.</summary>
    internal sealed record Broken(string Kind) : DescribeReply;
}

namespace AuthDemo.PythonHost.Embedded;

/// <summary>A kind of interpreter: how one is made, how many there are, and what happens when one is lost.</summary>
/// <param name="Make">An interpreter that is not started.</param>
/// <param name="Count">How many run at a time.</param>
/// <param name="MaxReplacements">How many lost ones are replaced; null when the process can have only one, which cannot be replaced.</param>
/// <param name="NotReady">Failure of a start that took too long.</param>
internal sealed record InterpreterKind(Func<IInterpreter> Make, int Count, int? MaxReplacements, string NotReady)
{
    /// <summary>Measures how busy the only interpreter is; null where there may be several.</summary>
    public BusyMeter? Busy { get; init; }

    /// <summary>What an operator must know once interpreters were lost.</summary>
    public string Problem(int lost, int replacements, bool replaced)
    {
        if (MaxReplacements is not { } limit)
            return "The only interpreter is held by a call that does not return; nothing can replace it in this process.";
        return replaced
            ? $"{lost} interpreters were lost to calls that did not return, {replacements} of {limit} replacements are used."
            : $"{lost} interpreters were lost to calls that did not return and Python:Interpreters:MaxReplacements ({limit}) is used up: start a fresh process.";
    }
}

namespace AuthDemo.Web.Console.Access;

/// <summary>The result of an operator's operation.</summary>
internal abstract record OperationResult<T>
{
    private OperationResult() { }

    /// <summary>The operation is recorded and done.</summary>
    public sealed record Done(T Value) : OperationResult<T>;

    /// <summary>The operator's role does not allow it; nothing was done.</summary>
    public sealed record Refused(OperatorRole Needed) : OperationResult<T>;

    /// <summary>The operator is no longer signed in; nothing was done.</summary>
    public sealed record SignedOut : OperationResult<T>;

    /// <summary>The input is invalid; nothing was done.</summary>
    public sealed record Invalid(string Field, string Message) : OperationResult<T>;

    /// <summary>The journal cannot write; nothing was done.</summary>
    /// <param name="Failure">The journal's code, such as <c>disk_full</c>.</param>
    public sealed record Unavailable(string Failure) : OperationResult<T>;

    /// <summary>The operation failed while it was running, and may be partly done.</summary>
    public sealed record Failed : OperationResult<T>;
}

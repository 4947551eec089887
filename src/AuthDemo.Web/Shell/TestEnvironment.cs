namespace AuthDemo.Web.Shell;

/// <summary>Whether real BankID stands behind this service, for the pages to tell.</summary>
/// <param name="PhonePage">The simulated phone's page; null when there is none, which is everywhere but in the simulator environment.</param>
/// <param name="IsSimulated">BankID is simulated.</param>
internal sealed record TestEnvironment(Uri? PhonePage, bool IsSimulated)
{
    /// <summary>Real BankID.</summary>
    public static readonly TestEnvironment None = new(null, false);
}

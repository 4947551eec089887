namespace AuthDemo.Web.Shell;

/// <summary>Whether real BankID stands behind this service, for the pages to tell.</summary>
/// <param name="isSimulated">BankID is simulated.</param>
/// <param name="phonePage">Where the simulated phone is now; null when there is none.</param>
internal sealed class TestEnvironment(bool isSimulated, Func<Uri?> phonePage)
{
    /// <summary>Real BankID.</summary>
    public static readonly TestEnvironment None = new(false, () => null);

    public bool IsSimulated => isSimulated;

    public Uri? PhonePage => phonePage();
}

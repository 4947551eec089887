namespace AuthDemo.Web.Shell;

/// <summary>Whether real BankID stands behind this service, for the pages to tell.</summary>
/// <param name="isSimulated">BankID is simulated.</param>
/// <param name="phonePage">Where the simulated phone is now; null when there is none.</param>
internal sealed class TestEnvironment(bool isSimulated, Func<Uri?> phonePage)
{
    /// <summary>Real BankID.</summary>
    public static readonly TestEnvironment None = new(false, () => null);

    /// <summary>The window or frame of the simulated phone: links with this target always open the same one.</summary>
    public const string PhoneWindow = "bankid-phone";

    public bool IsSimulated => isSimulated;

    public Uri? PhonePage => phonePage();
}

namespace AuthDemo.Web.Shell;

/// <summary>Whether the service uses the BankID simulator, for the pages to show.</summary>
/// <param name="isSimulated">BankID is simulated.</param>
/// <param name="phonePage">Returns the current URL of the simulated phone; null if there is none.</param>
internal sealed class TestEnvironment(bool isSimulated, Func<Uri?> phonePage)
{
    /// <summary>The real BankID.</summary>
    public static readonly TestEnvironment None = new(false, () => null);

    /// <summary>The window or frame of the simulated phone: links with this target always open the same one.</summary>
    public const string PhoneWindow = "bankid-phone";

    public bool IsSimulated => isSimulated;

    public Uri? PhonePage => phonePage();
}

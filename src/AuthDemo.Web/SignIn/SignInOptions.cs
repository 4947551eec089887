using AuthDemo.Web.AuthSession;

namespace AuthDemo.Web.SignIn;

/// <summary>Section <c>SignIn</c>: what BankID must require of the person who signs in.</summary>
internal sealed class SignInOptions : OrderSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignIn";
}

namespace AuthDemo.Web.SignIn;

/// <summary>Names the texts of the sign-in pages (<c>SignInTexts.resx</c>); BankID's own messages are elsewhere.</summary>
internal sealed class SignInTexts;

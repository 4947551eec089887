namespace AuthDemo.Web.AuthSession;

/// <summary>Names the texts of the sign-in pages (<c>SessionTexts.resx</c>); BankID's own messages are elsewhere.</summary>
internal sealed class SessionTexts;

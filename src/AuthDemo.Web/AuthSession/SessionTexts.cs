namespace AuthDemo.Web.AuthSession;

/// <summary>Resource class of the texts of the session pages (<c>SessionTexts.resx</c>); BankID's messages are in <see cref="Localization.UserMessages"/>.</summary>
internal sealed class SessionTexts;

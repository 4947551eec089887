namespace AuthDemo.Web.Signing;

/// <summary>Resource class of the texts of the start pages of signing and payments (<c>SigningTexts.resx</c>).</summary>
internal sealed class SigningTexts;

namespace AuthDemo.Web.AuthSession.Intents;

/// <summary>Resource class of the texts that show what is signed or paid, and the receipt (<c>IntentTexts.resx</c>).</summary>
internal sealed class IntentTexts;

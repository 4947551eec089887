namespace AuthDemo.Web.Console.Layout;

/// <summary>Resource class of the console's texts (<c>ConsoleTexts.resx</c>).</summary>
internal sealed class ConsoleTexts;

namespace AuthDemo.Web.Console.Layout;

/// <summary>Names the console's texts (<c>ConsoleTexts.resx</c>).</summary>
internal sealed class ConsoleTexts;

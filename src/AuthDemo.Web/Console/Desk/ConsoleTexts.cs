namespace AuthDemo.Web.Console.Desk;

/// <summary>Names the console's texts (<c>ConsoleTexts.resx</c>).</summary>
internal sealed class ConsoleTexts;

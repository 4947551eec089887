namespace AuthDemo.Web.Shell;

/// <summary>Names the texts of layout, home and error pages (<c>ShellTexts.resx</c>).</summary>
internal sealed class ShellTexts;

namespace AuthDemo.Web.Shell;

/// <summary>Resource class of the texts of layout, home and error pages (<c>ShellTexts.resx</c>).</summary>
internal sealed class ShellTexts;

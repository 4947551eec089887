namespace AuthDemo.Web.Playground;

/// <summary>Names the texts of <c>/try</c> (<c>PlaygroundTexts.resx</c>).</summary>
internal sealed class PlaygroundTexts;

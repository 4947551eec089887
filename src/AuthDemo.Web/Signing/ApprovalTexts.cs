namespace AuthDemo.Web.Signing;

/// <summary>Names the texts of what is signed and paid (<c>ApprovalTexts.resx</c>).</summary>
internal sealed class ApprovalTexts;

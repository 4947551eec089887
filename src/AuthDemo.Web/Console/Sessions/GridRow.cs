using AuthDemo.Journal.Queries;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>A session and the row it stands in.</summary>
/// <param name="Row">From 2 on, as <c>aria-rowindex</c> counts: the header is row 1.</param>
/// <param name="Session">As the page has it that was asked for; news may know better.</param>
internal readonly record struct GridRow(int Row, SessionSummary Session)
{
    /// <summary>The row of the list's first session.</summary>
    public const int First = 2;
}

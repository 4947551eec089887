using AuthDemo.Journal.ReadModels;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>A session and its row.</summary>
/// <param name="Row">The <c>aria-rowindex</c>, starting at 2: the header is row 1.</param>
/// <param name="Session">The session as queried; a later change may be newer.</param>
internal readonly record struct GridRow(int Row, SessionSummary Session)
{
    /// <summary>The row of the first session.</summary>
    public const int First = 2;
}

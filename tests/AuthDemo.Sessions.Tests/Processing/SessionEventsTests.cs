using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Processing;

namespace AuthDemo.Sessions.Tests.Processing;

/// <summary>BankID's hints in the events between two states.</summary>
public sealed class SessionEventsTests
{
    private static readonly DateTimeOffset s_at = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Between_PendingStates_KeepsTheHint() =>
        Assert.Equal(
            [new SessionEvent.Moved(s_at, AuthStateKind.Searching, AuthStateKind.EnteringCode, null) { Hint = "userSign", Calls = [] }],
            SessionEvents.Between(new AuthState.Searching { Hint = "started" }, new AuthState.EnteringCode { Hint = "userSign" }, s_at));

    [Fact]
    public void Between_TwoUnknownHints_AreTwoMoves() =>
        Assert.Equal(
            [new SessionEvent.Moved(s_at, AuthStateKind.InProgress, AuthStateKind.InProgress, "second") { Hint = "second", Calls = [] }],
            SessionEvents.Between(new AuthState.InProgress { Hint = "first" }, new AuthState.InProgress { Hint = "second" }, s_at));

    [Fact]
    public void Between_ToAStateWithoutAnOrder_HasNone() =>
        Assert.Null(Assert.IsType<SessionEvent.Moved>(SessionEvents.Between(
            new AuthState.AwaitingScan("bankid.x", s_at, 0) { Hint = "outstandingTransaction" }, new AuthState.Starting(), s_at).Single()).Hint);
}

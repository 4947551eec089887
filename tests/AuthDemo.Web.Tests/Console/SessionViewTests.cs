using AuthDemo.Journal.Queries;
using AuthDemo.Web.Console.Sessions;

namespace AuthDemo.Web.Tests.Console;

public sealed class SessionViewTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?phase=running&state=failed%2Crejected&flow=auth%2Cphone_sign&device=same%2Cother&reason=start_failed&since=24h&q=iphone%20%26%20co&sort=-duration")]
    [InlineData("?sort=started")]
    [InlineData("?flow=sign&from=2026-11-28T02%3A00&to=2026-11-28T02%3A30")]
    [InlineData("?to=2026-11-28T02%3A30")]
    public void Parse_AndToQuery_GiveTheSameUrl(string query) => Assert.Equal(query, SessionView.Parse(query).ToQuery());

    [Theory]
    [InlineData("?state=nonsense&flow=x&device=y&since=100y&phase=z&reason=q")]
    [InlineData("?sort=99")]
    [InlineData("?from=yesterday&to=2026-02-30")]
    [InlineData("?from=2026-11-28T02:30&to=2026-11-28T02:00")]
    [InlineData("?from=0001-01-01&to=9999-12-31T23:59")]
    public void Parse_UnknownCodes_AreIgnored(string query) => Assert.Equal(new SessionView(), SessionView.Parse(query));

    [Theory]
    [InlineData("198507099821")]
    [InlineData("19850709-9821")]
    [InlineData("850709-9821")]
    [InlineData("850709+9821")]
    [InlineData(" 8507099821 ")]
    public void Parse_PersonalNumber_IsRemovedFromTheUrl(string number)
    {
        Assert.Null(SessionView.Parse("?q=" + Uri.EscapeDataString(number)).Text);
        Assert.True(PersonSearch.IsPersonalNumber(number));
    }

    [Theory]
    [InlineData("start_failed")]
    [InlineData("RFA17A")]
    [InlineData("JXgHTUqIs6mTLlh6e5IjRg")]
    public void IsPersonalNumber_OtherText_IsFalse(string text) => Assert.False(PersonSearch.IsPersonalNumber(text));

    [Fact]
    public void ToFilter_MatchesTheUrl()
    {
        var filter = SessionView.Parse("?phase=ended&state=failed&since=1h").ToFilter(FakeJournal.Noon, null);

        Assert.Equal((false, FakeJournal.Noon.AddHours(-1)), (filter.IsRunning, filter.From));
        Assert.Equal(["failed"], filter.States);
        Assert.Null(filter.Person);
    }

    [Fact]
    public void ToFilter_Times_AreInTheServersZoneAndOverrideASpan()
    {
        var filter = SessionView.Parse("?since=1h&from=2026-11-28T02:00&to=2026-11-28 02:30&flow=sign,auth").ToFilter(FakeJournal.Noon, null);

        Assert.Equal(new DateTime(2026, 11, 28, 2, 0, 0), filter.From!.Value.LocalDateTime);
        Assert.Equal(TimeSpan.FromMinutes(30), filter.Before - filter.From);
        Assert.Equal(["sign", "auth"], filter.Flows);
    }

    [Fact]
    public void LocalTime_InTheRepeatedHour_OmitsNothing()
    {
        var autumn = TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 3, 0, 0), 10, 25);
        var spring = TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 2, 0, 0), 3, 29);
        var zone = TimeZoneInfo.CreateCustomTimeZone("Here", TimeSpan.FromHours(1), "Here", "Here", "Here, summer",
            [TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1), spring, autumn)]);
        var twice = new DateTime(2026, 10, 25, 2, 15, 0);

        Assert.Equal(TimeSpan.FromHours(2), ServerLocalTime.RangeStart(twice, zone).Offset);
        Assert.Equal(TimeSpan.FromHours(1), ServerLocalTime.RangeEnd(twice, zone).Offset);
        Assert.Equal(ServerLocalTime.RangeStart(twice.AddDays(1), zone), ServerLocalTime.RangeEnd(twice.AddDays(1), zone));
    }

    [Fact]
    public void Sort_DescendingByDefault_NewestFirst() => Assert.Equal((SessionSort.Started, true), (SessionView.Parse("").Sort, SessionView.Parse("").IsNewestFirst));
}

using AuthDemo.Journal;
using AuthDemo.Web.Console.Live;

namespace AuthDemo.Web.Tests.Console;

public sealed class SessionViewTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?phase=running&state=failed%2Crejected&flow=auth&device=other&reason=start_failed&since=24h&q=iphone%20%26%20co&sort=-duration")]
    [InlineData("?sort=started")]
    public void Parse_AndBack_IsTheSameAddress(string query) => Assert.Equal(query, SessionView.Parse(query).ToQuery());

    [Theory]
    [InlineData("?state=nonsense&flow=x&device=y&since=100y&phase=z&reason=q")]
    [InlineData("?sort=99")]
    public void Parse_WordsOnNoList_AreLeftOut(string query) => Assert.Equal(new SessionView(), SessionView.Parse(query));

    [Theory]
    [InlineData("198507099821")]
    [InlineData("19850709-9821")]
    [InlineData("850709-9821")]
    [InlineData("850709+9821")]
    [InlineData(" 8507099821 ")]
    public void Parse_PersonalNumber_NeverStaysInTheAddress(string number)
    {
        Assert.Null(SessionView.Parse("?q=" + Uri.EscapeDataString(number)).Text);
        Assert.True(PersonSearch.LooksLikeOne(number));
    }

    [Theory]
    [InlineData("start_failed")]
    [InlineData("RFA17A")]
    [InlineData("JXgHTUqIs6mTLlh6e5IjRg")]
    public void LooksLikeOne_OtherText_IsNone(string text) => Assert.False(PersonSearch.LooksLikeOne(text));

    [Fact]
    public void ToFilter_SaysWhatTheAddressSays()
    {
        var filter = SessionView.Parse("?phase=ended&state=failed&since=1h").ToFilter(FakeJournal.Noon, null);

        Assert.Equal((false, FakeJournal.Noon.AddHours(-1)), (filter.IsRunning, filter.From));
        Assert.Equal(["failed"], filter.States);
        Assert.Null(filter.Person);
    }

    [Fact]
    public void Sort_DescendingByDefault_NewestFirst() => Assert.Equal((SessionSort.Started, true), (SessionView.Parse("").Sort, SessionView.Parse("").IsNewestFirst));
}

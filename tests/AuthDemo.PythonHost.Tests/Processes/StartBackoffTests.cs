using AuthDemo.PythonHost.Processes;

namespace AuthDemo.PythonHost.Tests.Processes;

public sealed class StartBackoffTests
{
    [Fact]
    public void Pause_EachFailure_DoublesUpToTheMostAndASuccessEndsIt()
    {
        var backoff = Backoff(jitter: 0);
        Assert.Equal(TimeSpan.Zero, backoff.Pause);
        var pauses = Enumerable.Range(0, 6).Select(_ =>
        {
            backoff.Failed();
            return backoff.Pause.TotalMilliseconds;
        }).ToArray();
        Assert.Equal([200, 400, 800, 1600, 3000, 3000], pauses);
        backoff.Succeeded();
        Assert.Equal((TimeSpan.Zero, false), (backoff.Pause, backoff.Broken));
        backoff.Failed();
        Assert.Equal(200, backoff.Pause.TotalMilliseconds);
    }

    [Fact]
    public void Broken_AsManyFailuresAsAllowed_IsSo()
    {
        var backoff = Backoff(jitter: 0);
        for (var failure = 1; failure <= 3; failure++)
        {
            Assert.False(backoff.Broken);
            backoff.Failed();
        }
        Assert.True(backoff.Broken);
    }

    [Fact]
    public void Pause_WithJitter_VariesWithinItsShareAndStaysUntilTheNextFailure()
    {
        var pauses = new HashSet<double>();
        var random = new Random(1);
        for (var i = 0; i < 100; i++)
        {
            var backoff = Backoff(0.1, random);
            backoff.Failed();
            Assert.Equal(backoff.Pause, backoff.Pause);
            pauses.Add(backoff.Pause.TotalMilliseconds);
        }
        Assert.Equal(100, pauses.Count);
        Assert.InRange(pauses.Min(), 180, 185);
        Assert.InRange(pauses.Max(), 215, 220);
    }

    [Fact]
    public void Jitter_OfNumbers_VariesWithinItsShareAndLeavesSmallOnesAlone()
    {
        var jitter = new Jitter(0.5, new Random(1));
        var numbers = Enumerable.Range(0, 1000).Select(_ => jitter.Of(20)).ToArray();
        Assert.Equal((10, 29), (numbers.Min(), numbers.Max()));
        Assert.Equal(20, numbers.Distinct().Count());
        Assert.All(Enumerable.Range(0, 10), small => Assert.Equal(small, jitter.Of(small)));
        Assert.Equal(1000, new Jitter(0, new Random(1)).Of(1000));
    }

    private static StartBackoff Backoff(double jitter, Random? random = null) =>
        new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3), 3, new Jitter(jitter, random ?? new Random(1)));
}

using AuthDemo.Journal.Tests.Hosting;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>
/// The whole service is killed (SIGKILL) in the middle of 200 sessions, while phones complete some and more people come; and started
/// again on what it left. The simulator's clock is held, so what ends a session here is never the time.
/// </summary>
[Collection(nameof(Resilience))]
public sealed class KillStories(Browser browser, PostgresServer postgres)
{
    private const int People = 200;

    [Theory]
    [InlineData(Store.Sqlite, 1, true)]
    [InlineData(Store.PostgreSql, 2, false)]
    public async Task Service_is_killed_in_the_middle_of_200_sessions_and_loses_nothing(Store store, int seed, bool againWhileRecovering)
    {
        Assert.SkipUnless(store is Store.Sqlite || PostgresServer.IsInstalled, "PostgreSQL is not installed (Debian: apt-get install postgresql).");
        await using var site = await Site.OpenAsync($"kill-{store}-{seed}", browser, store is Store.PostgreSql ? postgres : null, more: Site.Patient);
        var ledger = site.Ledger;
        using var crowd = new Crowd(site);
        var random = new Random(seed);
        await crowd.GatherAsync(People, random);

        await RushAndKillAsync(site, crowd, random);
        var kept = site.KeptResults();
        // BankID and phones know nothing of the crash: some finish while the service is gone.
        foreach (var (visitor, task) in crowd.Picked)
            await visitor.ChooseAndEnterCodeAsync(task);
        // BankID hands a final result out once: what it had sent and the service had not received yet cannot be had again.
        var delivered = await crowd.DeliveredAsync();
        await site.StartAsync();
        if (againWhileRecovering)
        {
            await site.KillAsync();
            kept.UnionWith(site.KeptResults());
            delivered = await crowd.DeliveredAsync();
            await site.StartAsync();
        }

        var finished = crowd.Of(Part.Completed).Concat(crowd.Of(Part.EnteringCode)).Concat(crowd.Of(Part.Picked)).ToList();
        await crowd.AllAreAsync(finished, state => state is "completed" or "unavailable");
        await ledger.UntilAsync(async () => (await ledger.SessionsAsync()).Values.All(session => session.HasEnded || session.IsContinued));

        var sessions = await ledger.SessionsAsync();
        var lost = finished.Where(visitor => sessions[visitor.Session!].State != "completed").ToList();
        Assert.All(lost, visitor =>
        {
            var session = sessions[visitor.Session!];
            Assert.True(delivered.Contains(visitor.Name) || session.HasTimedOut, $"{visitor.Name}'s login is lost: {session.Tale}");
            Assert.False(kept.Contains(session.Id), $"{visitor.Name}'s result was kept, and lost: {session.Tale}");
        });
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{finished.Count} logins, {sessions.Count} sessions; {sessions.Values.Count(session => session.IsContinuedWithAnAnswer)} continued with an answer "
            + $"that was kept; {lost.Count} results were on their way to the service.");
        Assert.All(sessions.Values, session => session.IsWhole());
        Assert.All(crowd.All.Concat(crowd.Newcomers), visitor => sessions[visitor.Session!].Tells(visitor.Seen));
        Assert.All(crowd.Of(Part.Shown), visitor => Assert.StartsWith("awaiting_", sessions[visitor.Session!].State, StringComparison.Ordinal));
        Assert.All(crowd.Of(Part.Cancelled), visitor => Assert.Equal(("cancelled", "app"), Ending(sessions, visitor.Session!)));
        Assert.All(crowd.Of(Part.Failed), visitor => Assert.Equal("failed", sessions[visitor.Session!].State));
        Assert.All(crowd.Superseded, session => Assert.Equal(("cancelled", "superseded"), Ending(sessions, session)));
        await Crowd.EachAsync(crowd.All, async visitor => Assert.Equal(sessions[visitor.Session!].State, await visitor.LookAsync()));

        await SignsInAsync(crowd.Of(Part.Completed)[0]);
        var collectedAfterwards = finished.Where(visitor => sessions[visitor.Session!] is { State: "completed", IsContinued: true }).ToList();
        // A service that is killed while it recovers may have been handed all of them.
        if (!againWhileRecovering || collectedAfterwards.Count > 0)
            await SignsInAsync(collectedAfterwards[0]);
        // And one that was running goes on to its end: the link of before the crash still opens the app.
        var running = crowd.Of(Part.StartedOver)[0];
        await running.OpenAppAsync();
        await running.Phone.EnterCodeAsync();
        await SignsInAsync(running);
        await site.VerifiesAsync();
    }

    [Fact]
    public async Task Results_that_could_not_be_written_yet_survive_the_service()
    {
        await using var site = await Site.OpenAsync("kill-unwritten", browser, more: Site.Patient);
        using var crowd = new Crowd(site);
        var people = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => crowd.OneAsync()));
        await Crowd.EachAsync(people, visitor => visitor.OpenAppAsync());
        await crowd.AllAreAsync(people, state => state == "entering_code");
        Assert.Empty(site.KeptResults());

        await using (await site.LockJournalAsync())
        {
            await Crowd.EachAsync(people, visitor => visitor.Phone.EnterCodeAsync());
            await site.Ledger.UntilAsync(() => Task.FromResult(site.KeptResults().Count == people.Length));
            await Crowd.EachAsync(people, async visitor => Assert.Equal("entering_code", await visitor.LookAsync()));
            await site.KillAsync();
        }

        await site.StartAsync();
        await crowd.AllAreAsync(people, state => state == "completed");

        var sessions = await site.Ledger.SessionsAsync();
        Assert.All(sessions.Values, session => Assert.True(session.IsContinuedWithAnAnswer));
        await crowd.IsAllThereIsAsync();
        await SignsInAsync(people[0]);
        await site.Ledger.UntilAsync(() => Task.FromResult(site.KeptResults().Count == 0));
        await site.VerifiesAsync();
    }

    /// <summary>Phones enter their codes, pages are looked at and newcomers start, all at once, until so many more logins are durable.</summary>
    private static async Task RushAndKillAsync(Site site, Crowd crowd, Random random)
    {
        var entering = crowd.Of(Part.EnteringCode);
        var done = crowd.Of(Part.Completed).Count + random.Next(entering.Count / 8, entering.Count * 7 / 8);
        using var killed = new CancellationTokenSource();
        var phones = Crowd.EachAsync(entering, visitor => visitor.Phone.EnterCodeAsync());
        var pages = UntilKilledAsync(async () =>
        {
            foreach (var visitor in entering)
                await visitor.LookAsync();
        });
        var starts = Enumerable.Range(0, 3).Select(_ => UntilKilledAsync(async () =>
            Assert.Null(await (await crowd.NewcomerAsync()).StartAsync("same")))).ToList();

        await site.Ledger.UntilAsync(states => states.Values.Count(state => state == "completed") >= done);
        await site.KillAsync();
        await killed.CancelAsync();
        await Task.WhenAll([phones, pages, .. starts]);

        async Task UntilKilledAsync(Func<Task> act)
        {
            try
            {
                while (!killed.IsCancellationRequested)
                    await act();
            }
            catch (Exception torn) when (torn is HttpRequestException or IOException)
            {
                // What a browser sees of a crash.
            }
        }
    }

    private static (string State, string? Reason) Ending(Dictionary<string, LoggedSession> sessions, string id) => (sessions[id].State, sessions[id].Reason);

    /// <summary>The person's browser comes back to the completed session and is signed in.</summary>
    private static async Task SignsInAsync(Visitor visitor) => await (await visitor.ShowAsync()).ReadsAsync(visitor.Name);
}

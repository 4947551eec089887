[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>
/// The whole service is killed (SIGKILL) in the middle of 200 sessions, while phones complete some of them and more users start; then it
/// is started again on its data. The simulator's clock is stopped, so no session ends because of time.
/// </summary>
[Collection(nameof(Resilience))]
public sealed class KillStories(Browser browser, PostgresServer postgres)
{
    private const int Users = 200;

    [Theory]
    [InlineData(JournalDatabase.Sqlite, 1, true)]
    [InlineData(JournalDatabase.PostgreSql, 2, false)]
    public async Task Service_is_killed_in_the_middle_of_200_sessions_and_loses_nothing(JournalDatabase database, int seed, bool againWhileRecovering)
    {
        Assert.SkipUnless(database is JournalDatabase.Sqlite || PostgresServer.IsInstalled, "PostgreSQL is not installed (Debian: apt-get install postgresql).");
        await using var environment = await CrashTestEnvironment.CreateAsync(
            $"kill-{database}-{seed}", browser, database is JournalDatabase.PostgreSql ? postgres : null, more: CrashTestEnvironment.LongPatience);
        var journal = environment.Journal;
        using var users = new SimulatedUsers(environment);
        var random = new Random(seed);
        await users.StartAllAsync(Users, random);

        await KillUnderLoadAsync(environment, users, random);
        var stored = environment.StoredResults();
        // BankID and the phones are not affected by the crash: some users finish while the service is down.
        foreach (var user in users.At(Progress.ChoosingIdentity))
            await user.ChooseIdentityAndEnterCodeAsync();
        // BankID returns a final result once: a result that was in transit when the service was killed is lost.
        var delivered = await users.WithDeliveredResultAsync();
        await environment.StartAsync();
        if (againWhileRecovering)
        {
            await environment.KillAsync();
            stored.UnionWith(environment.StoredResults());
            delivered = await users.WithDeliveredResultAsync();
            await environment.StartAsync();
        }

        var finished = users.At(Progress.Completed).Concat(users.At(Progress.EnteringCode)).Concat(users.At(Progress.ChoosingIdentity)).ToList();
        await users.WaitForStatesAsync(finished, state => state is "completed" or "unavailable");
        await journal.WaitUntilAsync(async () => (await journal.SessionsAsync()).Values.All(session => session.HasEnded || session.IsContinued));

        var sessions = await journal.SessionsAsync();
        var lost = finished.Where(user => sessions[user.Session!].State != "completed").ToList();
        Assert.All(lost, user =>
        {
            var session = sessions[user.Session!];
            Assert.True(delivered.Contains(user.Name) || session.HasTimedOut, $"{user.Name}'s result is lost: {session.LogText}");
            Assert.False(stored.Contains(session.Id), $"{user.Name}'s result was stored, and is lost: {session.LogText}");
        });
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{finished.Count} logins, {sessions.Count} sessions; {sessions.Values.Count(session => session.IsContinuedWithAStoredResponse)} resumed with a stored "
            + $"response; {lost.Count} results were in transit.");
        Assert.All(sessions.Values, session => session.AssertConsistent());
        Assert.All(users.Initial.Concat(users.Added), user => sessions[user.Session!].AssertLogged(user.Seen));
        Assert.All(users.At(Progress.Started), user => Assert.StartsWith("awaiting_", sessions[user.Session!].State, StringComparison.Ordinal));
        Assert.All(users.At(Progress.Cancelled), user => Assert.Equal(("cancelled", "app"), Ending(sessions, user.Session!)));
        Assert.All(users.At(Progress.Failed), user => Assert.Equal("failed", sessions[user.Session!].State));
        Assert.All(users.Superseded, session => Assert.Equal(("cancelled", "superseded"), Ending(sessions, session)));
        await SimulatedUsers.ForEachAsync(users.Initial, async user => Assert.Equal(sessions[user.Session!].State, await user.ReadStateAsync()));

        await AssertSignedInAsync(users.At(Progress.Completed)[0]);
        var collectedAfterwards = finished.Where(user => sessions[user.Session!] is { State: "completed", IsContinued: true }).ToList();
        // The service that was killed while it recovered may already have collected all of them.
        if (!againWhileRecovering || collectedAfterwards.Count > 0)
            await AssertSignedInAsync(collectedAfterwards[0]);
        // A session that was running still completes: the launch link from before the crash opens the app.
        var running = users.At(Progress.StartedAgain)[0];
        await running.OpenAppAsync();
        await running.Phone.EnterCodeAsync();
        await AssertSignedInAsync(running);
        await environment.VerifyChainAsync();
    }

    [Fact]
    public async Task Results_that_could_not_be_written_yet_survive_the_service()
    {
        await using var environment = await CrashTestEnvironment.CreateAsync("kill-unwritten", browser, more: CrashTestEnvironment.LongPatience);
        using var users = new SimulatedUsers(environment);
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => users.AddStartedAsync()));
        await SimulatedUsers.ForEachAsync(all, user => user.OpenAppAsync());
        await users.WaitForStatesAsync(all, state => state == "entering_code");
        Assert.Empty(environment.StoredResults());

        await using (await environment.LockJournalAsync())
        {
            await SimulatedUsers.ForEachAsync(all, user => user.Phone.EnterCodeAsync());
            await environment.Journal.WaitUntilAsync(() => Task.FromResult(environment.StoredResults().Count == all.Length));
            await SimulatedUsers.ForEachAsync(all, async user => Assert.NotEqual("completed", await user.ReadStateAsync()));
            await environment.KillAsync();
        }

        await environment.StartAsync();
        await users.WaitForStatesAsync(all, state => state == "completed");

        var sessions = await environment.Journal.SessionsAsync();
        Assert.All(sessions.Values, session => Assert.True(session.IsContinuedWithAStoredResponse));
        await users.AssertJournalHoldsExactlyTheseAsync();
        await AssertSignedInAsync(all[0]);
        await environment.Journal.WaitUntilAsync(() => Task.FromResult(environment.StoredResults().Count == 0));
        await environment.VerifyChainAsync();
    }

    /// <summary>Enters codes, loads pages and starts sign-ins concurrently; kills the service once a random number of sign-ins is durable.</summary>
    private static async Task KillUnderLoadAsync(CrashTestEnvironment environment, SimulatedUsers users, Random random)
    {
        var entering = users.At(Progress.EnteringCode);
        var done = users.At(Progress.Completed).Count + random.Next(entering.Count / 8, entering.Count * 7 / 8);
        using var killed = new CancellationTokenSource();
        var phones = SimulatedUsers.ForEachAsync(entering, user => user.Phone.EnterCodeAsync());
        var pages = UntilKilledAsync(async () =>
        {
            foreach (var user in entering)
                await user.ReadStateAsync();
        });
        var starts = Enumerable.Range(0, 3).Select(_ => UntilKilledAsync(async () =>
            Assert.Null(await (await users.AddAsync()).StartAsync("same")))).ToList();

        await environment.Journal.WaitUntilAsync(states => states.Values.Count(state => state == "completed") >= done);
        await environment.KillAsync();
        await killed.CancelAsync();
        await Task.WhenAll([phones, pages, .. starts]);

        async Task UntilKilledAsync(Func<Task> action)
        {
            try
            {
                while (!killed.IsCancellationRequested)
                    await action();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // The connection broke when the service was killed.
            }
        }
    }

    private static (string State, string? Reason) Ending(Dictionary<string, LoggedSession> sessions, string id) => (sessions[id].State, sessions[id].Reason);

    /// <summary>The user's browser opens the page of the completed session and is signed in.</summary>
    private static async Task AssertSignedInAsync(SimulatedUser user) => await (await user.OpenInBrowserAsync()).ShowsTextAsync(user.Name);
}

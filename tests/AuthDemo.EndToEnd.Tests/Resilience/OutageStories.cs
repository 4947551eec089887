namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>
/// The journal's database is unavailable while users sign in: the start page says so, no page shows a state that is not durable, nothing
/// is partly written, and sessions continue on their own once the database is back.
/// </summary>
[Collection(nameof(Resilience))]
public sealed class OutageStories(Browser browser)
{
    private const string Unavailable = "Signing in is not possible right now. Wait a while and try again.";

    // Shorter than the outage: the shortest that can be configured.
    private static readonly Dictionary<string, string> s_shortPatience = new() { ["Sessions:Patience"] = "00:00:01", ["Sessions:CompletionPatience"] = "00:00:01" };

    [Fact]
    public async Task Disk_is_full_and_logins_complete_once_there_is_room()
    {
        Assert.SkipUnless(await SmallDisk.CanBeMountedAsync(), "Mounting a small disk needs Linux and user namespaces, or root.");
        await using var environment = await CrashTestEnvironment.CreateAsync("disk-full", browser, prefix: SmallDisk.CommandPrefix, more: CrashTestEnvironment.LongPatience);
        using var users = new SimulatedUsers(environment);
        var running = await users.AddStartedAsync();
        await running.OpenAppAsync();
        await users.WaitForStatesAsync([running], state => state == "entering_code");

        var ballast = Path.Combine(environment.DataFolder, "ballast");
        SmallDisk.Fill(ballast);
        var refused = await users.StartUntilRefusedAsync();
        Assert.Equal(Unavailable, refused);
        Assert.Equal("degraded: disk_full", await environment.JournalHealthAsync());
        await running.Phone.EnterCodeAsync();
        await users.WaitForDeliveryAsync(running);
        Assert.NotEqual("completed", await running.ReadStateAsync());
        File.Delete(ballast);

        await users.WaitForStatesAsync([running], state => state == "completed");
        await users.AddStartedAsync();
        Assert.Equal("healthy", await environment.JournalHealthAsync());
        await users.AssertJournalHoldsExactlyTheseAsync();
        await (await running.OpenInBrowserAsync()).ShowsTextAsync(running.Name);
        await environment.VerifyChainAsync();
    }

    [Fact]
    public async Task Database_is_locked_by_another_process_and_logins_complete_once_it_is_released()
    {
        await using var environment = await CrashTestEnvironment.CreateAsync("locked", browser, more: CrashTestEnvironment.LongPatience);
        using var users = new SimulatedUsers(environment);
        var running = await users.AddStartedAsync();
        await running.OpenAppAsync();
        await users.WaitForStatesAsync([running], state => state == "entering_code");

        await using (await environment.LockJournalAsync())
        {
            Assert.Equal(Unavailable, await users.StartUntilRefusedAsync());
            Assert.Equal("degraded: locked", await environment.JournalHealthAsync());
            await running.Phone.EnterCodeAsync();
            await users.WaitForDeliveryAsync(running);
            Assert.NotEqual("completed", await running.ReadStateAsync());
        }

        await users.WaitForStatesAsync([running], state => state == "completed");
        await users.AddStartedAsync();
        Assert.Equal("healthy", await environment.JournalHealthAsync());
        await users.AssertJournalHoldsExactlyTheseAsync();
        await environment.VerifyChainAsync();
    }

    [Fact]
    public async Task Database_crashes_and_a_login_that_cannot_be_written_ends_as_unavailable()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (Debian: apt-get install postgresql).");
        await using var server = new PostgresServer();
        await using var environment = await CrashTestEnvironment.CreateAsync("database-down", browser, server, more: s_shortPatience);
        using var users = new SimulatedUsers(environment);
        var (finishing, waiting) = (await users.AddStartedAsync(), await users.AddStartedAsync());
        await finishing.OpenAppAsync();
        await users.WaitForStatesAsync([finishing], state => state == "entering_code");
        var screen = await finishing.OpenInBrowserAsync();
        await screen.ShowsHeadingAsync("Enter your security code");

        await server.StopAsync();
        Assert.Equal(Unavailable, await users.StartUntilRefusedAsync());
        Assert.Equal("unhealthy: database_down", await environment.JournalHealthAsync());
        await finishing.Phone.EnterCodeAsync();
        await screen.ShowsHeadingAsync("Signing in is not possible right now");
        Assert.Equal("awaiting_launch", await waiting.ReadStateAsync());
        await server.StartAsync();

        await users.WaitForStatesAsync([finishing], state => state == "unavailable");
        await waiting.OpenAppAsync();
        await waiting.Phone.EnterCodeAsync();
        await users.WaitForStatesAsync([waiting], state => state == "completed");
        await users.AddStartedAsync();
        Assert.Equal("healthy", await environment.JournalHealthAsync());
        await users.AssertJournalHoldsExactlyTheseAsync();
        await environment.VerifyChainAsync();
    }

    [Fact]
    public async Task Database_hangs_and_sign_in_says_so_instead_of_hanging_with_it()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (Debian: apt-get install postgresql).");
        await using var server = new PostgresServer();
        await using var environment = await CrashTestEnvironment.CreateAsync("database-hangs", browser, server, more: CrashTestEnvironment.LongPatience);
        using var users = new SimulatedUsers(environment);
        var running = await users.AddStartedAsync();

        await server.PauseAsync();
        try
        {
            Assert.Equal(Unavailable, await users.StartUntilRefusedAsync());
            Assert.Equal("unhealthy: database_down", await environment.JournalHealthAsync());
        }
        finally
        {
            await server.ResumeAsync();
        }

        await running.OpenAppAsync();
        await running.Phone.EnterCodeAsync();
        await users.WaitForStatesAsync([running], state => state == "completed");
        await users.AddStartedAsync();
        Assert.Equal("healthy", await environment.JournalHealthAsync());
        await users.AssertJournalHoldsExactlyTheseAsync();
        await environment.VerifyChainAsync();
    }
}

using AuthDemo.Journal.Tests.Hosting;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>
/// The journal's database is away while people sign in: sign-in says that it is unavailable, nobody is told what was not written,
/// nothing is half-written, and all goes on by itself when the database is back.
/// </summary>
[Collection(nameof(Resilience))]
public sealed class OutageStories(Browser browser)
{
    private const string Sorry = "Signing in is not possible right now. Wait a while and try again.";

    // Shorter than the outage of a story: the shortest there is.
    private static readonly Dictionary<string, string> s_impatient = new() { ["Sessions:Patience"] = "00:00:01" };

    [Fact]
    public async Task Disk_is_full_and_logins_complete_once_there_is_room()
    {
        Assert.SkipUnless(await SmallDisk.CanBeMountedAsync(), "Mounting a small disk needs Linux and user namespaces, or root.");
        await using var site = await Site.OpenAsync("disk-full", browser, within: SmallDisk.At, more: Site.Patient);
        using var crowd = new Crowd(site);
        var running = await crowd.OneAsync();
        await running.OpenAppAsync();
        await crowd.AllAreAsync([running], state => state == "entering_code");

        var ballast = Path.Combine(site.DataFolder, "ballast");
        SmallDisk.Fill(ballast);
        var refused = await crowd.StartUntilRefusedAsync();
        Assert.Equal(Sorry, refused);
        Assert.Equal("degraded: disk_full", await site.JournalHealthAsync());
        await running.Phone.EnterCodeAsync();
        await crowd.DeliveredToAsync(running);
        Assert.Equal("entering_code", await running.LookAsync());
        File.Delete(ballast);

        await crowd.AllAreAsync([running], state => state == "completed");
        await crowd.OneAsync();
        Assert.Equal("healthy", await site.JournalHealthAsync());
        await crowd.IsAllThereIsAsync();
        await (await running.ShowAsync()).ReadsAsync(running.Name);
        await site.VerifiesAsync();
    }

    [Fact]
    public async Task Database_is_locked_by_another_process_and_logins_complete_once_it_is_released()
    {
        await using var site = await Site.OpenAsync("locked", browser, more: Site.Patient);
        using var crowd = new Crowd(site);
        var running = await crowd.OneAsync();
        await running.OpenAppAsync();
        await crowd.AllAreAsync([running], state => state == "entering_code");

        await using (await site.LockJournalAsync())
        {
            Assert.Equal(Sorry, await crowd.StartUntilRefusedAsync());
            Assert.Equal("degraded: locked", await site.JournalHealthAsync());
            await running.Phone.EnterCodeAsync();
            await crowd.DeliveredToAsync(running);
            Assert.Equal("entering_code", await running.LookAsync());
        }

        await crowd.AllAreAsync([running], state => state == "completed");
        await crowd.OneAsync();
        Assert.Equal("healthy", await site.JournalHealthAsync());
        await crowd.IsAllThereIsAsync();
        await site.VerifiesAsync();
    }

    [Fact]
    public async Task Database_crashes_and_a_login_that_cannot_be_written_ends_as_unavailable()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (Debian: apt-get install postgresql).");
        await using var server = new PostgresServer();
        await using var site = await Site.OpenAsync("database-down", browser, server, more: s_impatient);
        using var crowd = new Crowd(site);
        var (finishing, waiting) = (await crowd.OneAsync(), await crowd.OneAsync());
        await finishing.OpenAppAsync();
        await crowd.AllAreAsync([finishing], state => state == "entering_code");
        var screen = await finishing.ShowAsync();
        await screen.SeesAsync("Enter your security code");

        await server.StopAsync();
        Assert.Equal(Sorry, await crowd.StartUntilRefusedAsync());
        Assert.Equal("unhealthy: database_down", await site.JournalHealthAsync());
        await finishing.Phone.EnterCodeAsync();
        await screen.SeesAsync("Signing in is not possible right now");
        Assert.Equal("awaiting_launch", await waiting.LookAsync());
        await server.StartAsync();

        await crowd.AllAreAsync([finishing], state => state == "unavailable");
        await waiting.OpenAppAsync();
        await waiting.Phone.EnterCodeAsync();
        await crowd.AllAreAsync([waiting], state => state == "completed");
        await crowd.OneAsync();
        Assert.Equal("healthy", await site.JournalHealthAsync());
        await crowd.IsAllThereIsAsync();
        await site.VerifiesAsync();
    }

    [Fact]
    public async Task Database_hangs_and_sign_in_says_so_instead_of_hanging_with_it()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (Debian: apt-get install postgresql).");
        await using var server = new PostgresServer();
        await using var site = await Site.OpenAsync("database-hangs", browser, server, more: Site.Patient);
        using var crowd = new Crowd(site);
        var running = await crowd.OneAsync();

        await server.PauseAsync();
        try
        {
            Assert.Equal(Sorry, await crowd.StartUntilRefusedAsync());
            Assert.Equal("unhealthy: database_down", await site.JournalHealthAsync());
        }
        finally
        {
            await server.ResumeAsync();
        }

        await running.OpenAppAsync();
        await running.Phone.EnterCodeAsync();
        await crowd.AllAreAsync([running], state => state == "completed");
        await crowd.OneAsync();
        Assert.Equal("healthy", await site.JournalHealthAsync());
        await crowd.IsAllThereIsAsync();
        await site.VerifiesAsync();
    }
}

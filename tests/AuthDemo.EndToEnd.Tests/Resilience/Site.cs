using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Simulator;
using AuthDemo.Simulator.Client;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Npgsql;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>Which database holds the journal.</summary>
public enum Store
{
    Sqlite,
    PostgreSql,
}

/// <summary>
/// A service that may be killed and started again on its data, beside a simulated BankID that knows nothing of it and whose clock
/// stands still: no order runs out, however long a story takes on a busy machine.
/// </summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>A service that waits for its journal longer than a story lasts on a busy machine: as long as may be configured.</summary>
    public static readonly IReadOnlyDictionary<string, string> Patient = new Dictionary<string, string> { ["Sessions:Patience"] = "00:05:00" };

    private const int ShorterThanAProof = 6_000;

    private readonly string _story;
    private readonly DirectoryInfo _folder;
    private readonly Browser _browser;
    private readonly SimulatorServer _simulator;
    private readonly Dictionary<string, string> _settings;
    private readonly List<IBrowserContext> _contexts = [];
    private ServiceProcess _service = null!;
    private int _copies;

    private Site(string story, DirectoryInfo folder, Browser browser, SimulatorServer simulator, Dictionary<string, string> settings)
    {
        (_story, _folder, _browser, _simulator, _settings) = (story, folder, browser, simulator, settings);
        BankId = new SimulatorClient(simulator.PhoneUrl);
        Ledger = new Ledger(Connect);
    }

    /// <summary>Opens a site with a journal that is empty.</summary>
    /// <param name="story">Names the service's logs.</param>
    /// <param name="browser">Where people's tabs open.</param>
    /// <param name="server">The PostgreSQL server of the journal; null for SQLite in the data folder.</param>
    /// <param name="within">A command that the service runs within, told the data folder; null for none.</param>
    /// <param name="more">Further settings of the service.</param>
    public static async Task<Site> OpenAsync(
        string story, Browser browser, PostgresServer? server = null, Func<string, IReadOnlyList<string>>? within = null,
        IReadOnlyDictionary<string, string>? more = null)
    {
        var folder = Directory.CreateTempSubdirectory("authdemo-e2e-");
        var simulator = await SimulatorServer.StartAsync(new() { DataFolder = Path.Combine(folder.FullName, "simulator"), TimeProvider = new HeldTime() });
        var settings = new Dictionary<string, string>(more ?? new Dictionary<string, string>())
        {
            ["BankId:Environment"] = "Simulator",
            ["Simulator:Connection"] = Path.Combine(folder.FullName, "simulator", "simulator.json"),
            ["DataFolder"] = Path.Combine(folder.FullName, "data"),
            ["Journal:LockTimeoutSeconds"] = "1",
            // Visitors over HTTP look in now and then, where a browser stays.
            ["Sessions:OwnerGoneAfter"] = "00:09:00",
        };
        if (server is not null)
        {
            settings["Journal:Provider"] = "PostgreSql";
            settings["Journal:ConnectionString"] = await server.NewDatabaseAsync();
        }
        var site = new Site(story, folder, browser, simulator, settings);
        site._service = await ServiceProcess.StartAsync(settings, story, within: within?.Invoke(settings["DataFolder"]));
        // Within a place of its own the service's folders are seen through its process only.
        if (within is not null)
            site.DataFolder = $"/proc/{site._service.Id}/root{settings["DataFolder"]}";
        return site;
    }

    public Uri Url => _service.Url;

    public SimulatorClient BankId { get; }

    public Uri PhoneUrl => _simulator.PhoneUrl;

    public Ledger Ledger { get; }

    /// <summary>The data folder as this process sees it.</summary>
    public string DataFolder { get => field ?? _settings["DataFolder"]; private set; }

    /// <summary>Locks SQLite's file, as another process may, until the connection is disposed of.</summary>
    public async Task<DbConnection> LockJournalAsync()
    {
        var other = new SqliteConnection($"Data Source={JournalFile};Pooling=False");
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync();
        return other;
    }

    /// <summary>
    /// The sessions of which the service keeps a final result, seen from outside: nothing but a result comes with a proof, and that
    /// is longer than all the rest.
    /// </summary>
    public HashSet<string> KeptResults() =>
    [
        .. new DirectoryInfo(Path.Combine(DataFolder, "answers")).EnumerateFiles().Where(file => file.Length > ShorterThanAProof).Select(file => file.Name),
    ];

    /// <summary>The service ends without warning, and BankID has come to the end of all that it had asked.</summary>
    public async Task KillAsync()
    {
        await _service.KillAsync();
        await Ledger.UntilAsync(() => Task.FromResult(_simulator.OpenConnections == 0));
    }

    /// <summary>Starts the service again, after it was killed: on what it left, at the address it had.</summary>
    public async Task StartAsync()
    {
        var address = Url;
        await _service.DisposeAsync();
        _service = await ServiceProcess.StartAsync(_settings, _story, address);
    }

    /// <summary>A new tab in a browser that has these cookies.</summary>
    public async Task<Screen> OpenBrowserAsync(IEnumerable<System.Net.Cookie>? cookies = null)
    {
        var context = await _browser.Chromium.NewContextAsync(new()
        {
            BaseURL = Url.ToString(), Locale = "en-GB", ViewportSize = new() { Width = 1280, Height = 900 },
        });
        context.SetDefaultTimeout(60_000);
        _contexts.Add(context);
        await context.AddCookiesAsync((cookies ?? []).Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = Url.ToString() }));
        return new Screen(await context.NewPageAsync());
    }

    /// <summary>What <c>/health/ready</c> says of the journal: its status, and why.</summary>
    public async Task<string> JournalHealthAsync()
    {
        using var http = new HttpClient();
        using var reply = await http.GetAsync(new Uri(Url, "/health/ready"));
        var journal = (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks").GetProperty("journal");
        var status = journal.GetProperty("status").GetString()!;
        Assert.Equal(status == "unhealthy", reply.StatusCode is HttpStatusCode.ServiceUnavailable);
        return journal.GetProperty("reason").GetString() is { } reason ? $"{status}: {reason}" : status;
    }

    /// <summary>The command says that the log's chain is whole.</summary>
    public async Task VerifiesAsync()
    {
        var (code, output) = await ServiceProcess.RunAsync(
            ["journal", "verify"], new Dictionary<string, string>(_settings) { ["DataFolder"] = IsElsewhere ? CopyOut() : DataFolder });
        Assert.True(code == 0, output);
        Assert.StartsWith("The chain is whole: entries 1 to ", output, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.DisposeAsync();
        await _service.DisposeAsync();
        BankId.Dispose();
        await _simulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string JournalFile => Path.Combine(_settings["DataFolder"], "journal.db");

    private bool IsElsewhere => DataFolder != _settings["DataFolder"];

    private DbConnection Connect() =>
        _settings.TryGetValue("Journal:ConnectionString", out var server) ? new NpgsqlConnection($"{server};Pooling=false")
        : IsElsewhere ? new SqliteConnection($"Data Source={Path.Combine(CopyOut(), "journal.db")};Pooling=False")
        : new SqliteConnection($"Data Source={JournalFile};Mode=ReadOnly;Pooling=False");

    // SQLite follows links, and so finds no file behind another process's root. The disk there is smaller than the write-ahead log may
    // grow: the file itself does not change until the service stops, and a copy of both is a database.
    private string CopyOut()
    {
        var copy = _folder.CreateSubdirectory($"copy-{_copies++}").FullName;
        foreach (var name in (string[])["journal.db", "journal.db-wal"])
            File.Copy(Path.Combine(DataFolder, name), Path.Combine(copy, name));
        return copy;
    }

    private sealed class HeldTime : TimeProvider
    {
        private readonly DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => 0;
    }
}

using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AuthDemo.Simulator;
using AuthDemo.Simulator.Client;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Npgsql;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>Which database holds the journal.</summary>
public enum JournalDatabase
{
    Sqlite,
    PostgreSql,
}

/// <summary>
/// A service that can be killed and restarted on its data, and a simulated BankID that is not affected. The simulator's clock is stopped,
/// so no order expires however long a story takes on a busy machine.
/// </summary>
internal sealed class CrashTestEnvironment : IAsyncDisposable
{
    /// <summary>Sessions wait for the journal as long as can be configured: longer than a story takes on a busy machine.</summary>
    public static readonly IReadOnlyDictionary<string, string> LongPatience = new Dictionary<string, string> { ["Sessions:Patience"] = "00:05:00" };

    /// <summary>Bytes. Only the final result carries a proof, which is longer than any other response.</summary>
    private const int LongestResponseWithoutProof = 6_000;

    private readonly string _story;
    private readonly TemporaryFolder _folder;
    private readonly Browser _browser;
    private readonly SimulatorServer _simulator;
    private readonly Dictionary<string, string> _settings;
    private readonly List<IBrowserContext> _contexts = [];
    private ServiceProcess _service = null!;
    private int _copies;

    private CrashTestEnvironment(string story, TemporaryFolder folder, Browser browser, SimulatorServer simulator, Dictionary<string, string> settings)
    {
        (_story, _folder, _browser, _simulator, _settings) = (story, folder, browser, simulator, settings);
        BankId = new SimulatorClient(simulator.PhoneUrl);
        Journal = new JournalReader(Connect);
    }

    /// <summary>Starts the service with an empty journal.</summary>
    /// <param name="story">Names the service's logs.</param>
    /// <param name="browser">The browser that users' pages open in.</param>
    /// <param name="server">The PostgreSQL server of the journal; null for SQLite in the data folder.</param>
    /// <param name="prefix">Returns the command line prefix that the service runs under, given the data folder; null for none.</param>
    /// <param name="more">Further settings of the service.</param>
    public static async Task<CrashTestEnvironment> CreateAsync(
        string story, Browser browser, PostgresServer? server = null, Func<string, IReadOnlyList<string>>? prefix = null,
        IReadOnlyDictionary<string, string>? more = null)
    {
        var folder = new TemporaryFolder();
        var simulator = await SimulatorServer.StartAsync(new() { DataFolder = folder["simulator"], TimeProvider = new StoppedClock() });
        var settings = new Dictionary<string, string>(more ?? new Dictionary<string, string>())
        {
            ["BankId:Environment"] = "Simulator",
            ["Simulator:Connection"] = Path.Combine(folder["simulator"], "simulator.json"),
            ["DataFolder"] = folder["data"],
            ["Journal:LockTimeoutSeconds"] = "1",
            // Simulated users load the page now and then; a browser would stay connected.
            ["Sessions:OwnerGoneAfter"] = "00:09:00",
        };
        if (server is not null)
        {
            settings["Journal:Provider"] = "PostgreSql";
            settings["Journal:ConnectionString"] = await server.NewDatabaseAsync();
        }
        var environment = new CrashTestEnvironment(story, folder, browser, simulator, settings);
        environment._service = await ServiceProcess.StartAsync(settings, story, prefix: prefix?.Invoke(settings["DataFolder"]));
        // In a mount namespace of its own, the service's folder is visible through its process only.
        if (prefix is not null)
            environment.DataFolder = $"/proc/{environment._service.Id}/root{settings["DataFolder"]}";
        return environment;
    }

    public Uri Url => _service.Url;

    public SimulatorClient BankId { get; }

    public JournalReader Journal { get; }

    /// <summary>The service's data folder, by its path in this process.</summary>
    public string DataFolder { get => field ?? _settings["DataFolder"]; private set; }

    /// <summary>Locks SQLite's file, as another process could, until the connection is disposed.</summary>
    public async Task<DbConnection> LockJournalAsync()
    {
        var other = new SqliteConnection($"Data Source={JournalFile};Pooling=False");
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync();
        return other;
    }

    /// <summary>The sessions with a final result in the response store, told by the size of the stored file.</summary>
    public HashSet<string> StoredResults() =>
    [
        .. new DirectoryInfo(Path.Combine(DataFolder, "answers")).EnumerateFiles().Where(file => file.Length > LongestResponseWithoutProof).Select(file => file.Name),
    ];

    /// <summary>Kills the service, and waits until the simulator has finished the requests that were in progress.</summary>
    public async Task KillAsync()
    {
        await _service.KillAsync();
        await Journal.WaitUntilAsync(() => Task.FromResult(_simulator.OpenConnections == 0));
    }

    /// <summary>Restarts the service after it was killed, on its data and at the same address.</summary>
    public async Task StartAsync()
    {
        var address = Url;
        await _service.DisposeAsync();
        _service = await ServiceProcess.StartAsync(_settings, _story, address);
    }

    /// <summary>Opens a page in a new browser context with these cookies.</summary>
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

    /// <summary>The journal's status in <c>/health/ready</c>, with the reason.</summary>
    public async Task<string> JournalHealthAsync()
    {
        using var http = new HttpClient();
        using var reply = await http.GetAsync(new Uri(Url, "/health/ready"));
        var journal = (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks").GetProperty("journal");
        var status = journal.GetProperty("status").GetString()!;
        Assert.Equal(status == "unhealthy", reply.StatusCode is HttpStatusCode.ServiceUnavailable);
        return journal.GetProperty("reason").GetString() is { } reason ? $"{status}: {reason}" : status;
    }

    /// <summary>Runs <c>journal verify</c>, which must find the log's hash chain intact.</summary>
    public async Task VerifyChainAsync()
    {
        var verify = await ServiceProcess.RunAsync(
            ["journal", "verify"], new Dictionary<string, string>(_settings) { ["DataFolder"] = IsElsewhere ? CopyOut() : DataFolder });
        Assert.StartsWith("The chain is whole: entries 1 to ", verify.OutputOrThrow(), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.DisposeAsync();
        await _service.DisposeAsync();
        BankId.Dispose();
        await _simulator.DisposeAsync();
        _folder.Dispose();
    }

    private string JournalFile => Path.Combine(_settings["DataFolder"], "journal.db");

    private bool IsElsewhere => DataFolder != _settings["DataFolder"];

    private DbConnection Connect() =>
        _settings.TryGetValue("Journal:ConnectionString", out var server) ? new NpgsqlConnection($"{server};Pooling=false")
        : IsElsewhere ? new SqliteConnection($"Data Source={Path.Combine(CopyOut(), "journal.db")};Pooling=False")
        : new SqliteConnection($"Data Source={JournalFile};Mode=ReadOnly;Pooling=False");

    // SQLite resolves links, so it cannot open a file through another process's root. That disk is smaller than the size at which the
    // write-ahead log is checkpointed: the database file does not change until the service stops, so a copy of both files is consistent.
    private string CopyOut()
    {
        var copy = Directory.CreateDirectory(_folder[$"copy-{_copies++}"]).FullName;
        foreach (var name in (string[])["journal.db", "journal.db-wal"])
            File.Copy(Path.Combine(DataFolder, name), Path.Combine(copy, name));
        return copy;
    }

    private sealed class StoppedClock : TimeProvider
    {
        private readonly DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => 0;
    }
}

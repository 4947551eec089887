using System.Collections.Concurrent;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>How far a user's sign-in has come before the service is killed.</summary>
internal enum Progress
{
    Started,
    ChoosingIdentity,
    EnteringCode,
    Completed,
    Cancelled,
    Failed,
    StartedAgain,
}

/// <summary>Many users who sign in at the same time, each as far as the seed decides.</summary>
internal sealed class SimulatedUsers(CrashTestEnvironment environment) : IDisposable
{
    private static readonly ParallelOptions s_parallel = new() { MaxDegreeOfParallelism = 8 };

    // Of twenty users.
    private static readonly Progress[] s_distribution =
    [
        .. Enumerable.Repeat(Progress.Started, 5), Progress.ChoosingIdentity, Progress.ChoosingIdentity, .. Enumerable.Repeat(Progress.EnteringCode, 8),
        Progress.Completed, Progress.Completed, Progress.Cancelled, Progress.Failed, Progress.StartedAgain,
    ];

    private static readonly Dictionary<Progress, string> s_states = new()
    {
        [Progress.ChoosingIdentity] = "searching", [Progress.EnteringCode] = "entering_code", [Progress.Completed] = "completed",
        [Progress.Cancelled] = "cancelled", [Progress.Failed] = "failed", [Progress.StartedAgain] = "awaiting_launch",
    };

    private readonly List<(SimulatedUser User, Progress Progress)> _initial = [];
    private readonly ConcurrentBag<SimulatedUser> _added = [];
    private int _addedCount;

    /// <summary>Sessions that their user replaced with another one.</summary>
    public ConcurrentBag<string> Superseded { get; } = [];

    /// <summary>The users of <see cref="StartAllAsync"/>.</summary>
    public IEnumerable<SimulatedUser> Initial => _initial.Select(row => row.User);

    /// <summary>The users who came later and whose start the service acknowledged.</summary>
    public IEnumerable<SimulatedUser> Added => _added.Where(user => user.Session is not null);

    public List<SimulatedUser> At(Progress progress) => [.. _initial.Where(row => row.Progress == progress).Select(row => row.User)];

    /// <summary>Starts this many sign-ins, and waits until each has come as far as it is meant to and its page has shown that.</summary>
    public async Task StartAllAsync(int count, Random seed)
    {
        var progress = Enumerable.Range(0, count).Select(number => s_distribution[number % s_distribution.Length]).ToArray();
        seed.Shuffle(progress);
        foreach (var wanted in progress)
            _initial.Add((await SimulatedUser.CreateAsync(environment, _initial.Count), wanted));
        await ForEachAsync(_initial, async row =>
        {
            // Some see a QR code. Those whose phone acts use the link, because a code expires after seconds.
            var device = row.Progress is Progress.StartedAgain || (row.Progress is Progress.Started && row.User.Name[^1] % 2 == 0) ? "other" : "same";
            Assert.Null(await row.User.StartAsync(device));
        });
        await WaitForStatesAsync(Initial, states => states.StartsWith("awaiting_", StringComparison.Ordinal));
        await ForEachAsync(_initial, row => AdvanceAsync(row.User, row.Progress));
        await environment.Journal.WaitUntilAsync(states => _initial.TrueForAll(row =>
            row.Progress is Progress.Started || states[row.User.Session!] == s_states[row.Progress]));
        await ForEachAsync(_initial, async row => await row.User.ReadStateAsync());
    }

    /// <summary>Adds a user who has not started yet. Thread-safe.</summary>
    public async Task<SimulatedUser> AddAsync()
    {
        var user = await SimulatedUser.CreateAsync(environment, _initial.Count + Interlocked.Increment(ref _addedCount));
        _added.Add(user);
        return user;
    }

    /// <summary>Adds a user whose page shows the link to the app.</summary>
    public async Task<SimulatedUser> AddStartedAsync()
    {
        var user = await AddAsync();
        Assert.Null(await user.StartAsync("same"));
        await WaitForStatesAsync([user], state => state == "awaiting_launch");
        return user;
    }

    /// <summary>Adds users until a start is refused; returns the notice on that user's page.</summary>
    public async Task<string> StartUntilRefusedAsync()
    {
        for (var attempt = 0; attempt < 300; attempt++)
            if (await (await AddAsync()).StartAsync("same") is { } notice)
                return notice;
        throw new InvalidOperationException("No start was refused.");
    }

    /// <summary>Waits until BankID has returned the final result of this user's order.</summary>
    public Task WaitForDeliveryAsync(SimulatedUser user) =>
        environment.Journal.WaitUntilAsync(async () => (await WithDeliveredResultAsync()).Contains(user.Name));

    /// <summary>The journal holds every session whose start was acknowledged, consistent, and no other session.</summary>
    public async Task AssertJournalHoldsExactlyTheseAsync()
    {
        var sessions = await environment.Journal.SessionsAsync();
        Assert.Equal(
            Initial.Concat(_added).Select(user => user.Session).OfType<string>().Concat(Superseded).Order(StringComparer.Ordinal),
            sessions.Keys.Order(StringComparer.Ordinal));
        Assert.All(sessions.Values, session => session.AssertConsistent());
    }

    /// <summary>The users the final result of whose order BankID has returned. It returns a final result once.</summary>
    public async Task<HashSet<string>> WithDeliveredResultAsync() =>
        [.. (await environment.BankId.OrdersAsync()).Where(order => order.Delivered).Select(order => order.Holder).OfType<string>()];

    /// <summary>Waits until the journal has the session of each of these users in a state that matches.</summary>
    public Task WaitForStatesAsync(IEnumerable<SimulatedUser> users, Func<string, bool> matches)
    {
        var sessions = users.Select(user => user.Session!).ToList();
        return environment.Journal.WaitUntilAsync(states => sessions.TrueForAll(session => states.TryGetValue(session, out var state) && matches(state)));
    }

    public static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> action) =>
        Parallel.ForEachAsync(items, s_parallel, async (item, _) => await action(item));

    public void Dispose()
    {
        foreach (var user in Initial.Concat(_added))
            user.Dispose();
    }

    private async Task AdvanceAsync(SimulatedUser user, Progress progress)
    {
        switch (progress)
        {
            case Progress.Started:
                return;
            case Progress.StartedAgain:
                Superseded.Add(user.Session!);
                Assert.Null(await user.StartAsync("same"));
                return;
            case Progress.ChoosingIdentity:
                await user.OpenSharedAppAsync();
                return;
        }

        await user.OpenAppAsync();
        switch (progress)
        {
            case Progress.Completed:
                await user.Phone.EnterCodeAsync();
                break;
            case Progress.Cancelled:
                await user.Phone.CancelAsync();
                break;
            case Progress.Failed:
                await user.BlockIdentityAsync();
                break;
        }
    }
}

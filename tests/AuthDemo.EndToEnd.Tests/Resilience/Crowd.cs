using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>How far a person got before the crash.</summary>
internal enum Part
{
    Shown,
    Picked,
    EnteringCode,
    Completed,
    Cancelled,
    Failed,
    StartedOver,
}

/// <summary>Many people who sign in at the same time, each brought to a part that the seed gave them.</summary>
internal sealed class Crowd(Site site) : IDisposable
{
    private static readonly ParallelOptions s_lanes = new() { MaxDegreeOfParallelism = 8 };

    // Of twenty people.
    private static readonly Part[] s_mix =
    [
        .. Enumerable.Repeat(Part.Shown, 5), Part.Picked, Part.Picked, .. Enumerable.Repeat(Part.EnteringCode, 8),
        Part.Completed, Part.Completed, Part.Cancelled, Part.Failed, Part.StartedOver,
    ];

    private static readonly Dictionary<Part, string> s_states = new()
    {
        [Part.Picked] = "searching", [Part.EnteringCode] = "entering_code", [Part.Completed] = "completed",
        [Part.Cancelled] = "cancelled", [Part.Failed] = "failed", [Part.StartedOver] = "awaiting_launch",
    };

    private readonly List<(Visitor Visitor, Part Part)> _people = [];
    private readonly ConcurrentBag<Visitor> _newcomers = [];
    private int _numbered;

    /// <summary>Sessions that a person left for another one.</summary>
    public List<string> Superseded { get; } = [];

    /// <summary>Those whose phone has the order and waits for them to choose, with its handle.</summary>
    public List<(Visitor Visitor, string Task)> Picked { get; } = [];

    public IEnumerable<Visitor> All => _people.Select(person => person.Visitor);

    /// <summary>Those who came during the rush and whose start the service acknowledged.</summary>
    public IEnumerable<Visitor> Newcomers => _newcomers.Where(visitor => visitor.Session is not null);

    public List<Visitor> Of(Part part) => [.. _people.Where(person => person.Part == part).Select(person => person.Visitor)];

    /// <summary>Has so many people sign in, and waits until each one is where it shall be, and has seen it on its page.</summary>
    public async Task GatherAsync(int count, Random seed)
    {
        var parts = Enumerable.Range(0, count).Select(number => s_mix[number % s_mix.Length]).ToArray();
        seed.Shuffle(parts);
        foreach (var part in parts)
            _people.Add((await Visitor.NewAsync(site, _people.Count), part));
        await EachAsync(_people, async person =>
        {
            // Codes are shown to some; what a phone takes up is a link, because a code is old after seconds.
            var device = person.Part is Part.StartedOver || (person.Part is Part.Shown && person.Visitor.Name[^1] % 2 == 0) ? "other" : "same";
            Assert.Null(await person.Visitor.StartAsync(device));
        });
        await AllAreAsync(All, states => states.StartsWith("awaiting_", StringComparison.Ordinal));
        await EachAsync(_people, person => ActAsync(person.Visitor, person.Part));
        await AllAreAsync(_people);
        await EachAsync(_people, async person => await person.Visitor.LookAsync());
    }

    /// <summary>One more, not yet started; from any thread.</summary>
    public async Task<Visitor> NewcomerAsync()
    {
        var visitor = await Visitor.NewAsync(site, _people.Count + Interlocked.Increment(ref _numbered));
        _newcomers.Add(visitor);
        return visitor;
    }

    /// <summary>One more, whose page shows the link to the app.</summary>
    public async Task<Visitor> OneAsync()
    {
        var visitor = await NewcomerAsync();
        Assert.Null(await visitor.StartAsync("same"));
        await AllAreAsync([visitor], state => state == "awaiting_launch");
        return visitor;
    }

    /// <summary>People come until one is told that there is no signing in now; what the page says to that one.</summary>
    public async Task<string> StartUntilRefusedAsync()
    {
        for (var tries = 0; tries < 300; tries++)
            if (await (await NewcomerAsync()).StartAsync("same") is { } notice)
                return notice;
        throw new InvalidOperationException("Nobody was refused.");
    }

    /// <summary>Waits until BankID has handed out the final result of this person's order.</summary>
    public Task DeliveredToAsync(Visitor visitor) => site.Ledger.UntilAsync(async () => (await DeliveredAsync()).Contains(visitor.Name));

    /// <summary>The journal holds the sessions that were acknowledged, whole, and nothing of any other.</summary>
    public async Task IsAllThereIsAsync()
    {
        var sessions = await site.Ledger.SessionsAsync();
        Assert.Equal(
            _people.Select(person => person.Visitor).Concat(_newcomers).Select(visitor => visitor.Session).OfType<string>().Concat(Superseded).Order(StringComparer.Ordinal),
            sessions.Keys.Order(StringComparer.Ordinal));
        Assert.All(sessions.Values, session => session.IsWhole());
    }

    /// <summary>The people whose order's final result BankID has handed out; it does so once.</summary>
    public async Task<HashSet<string>> DeliveredAsync()
    {
        using var http = new HttpClient { BaseAddress = site.PhoneUrl };
        using var reply = await http.PostAsJsonAsync("control/orders", new { });
        var orders = (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("orders");
        return [.. orders.EnumerateArray().Where(order => order.GetProperty("delivered").GetBoolean() && order.TryGetProperty("holder", out _))
            .Select(order => order.GetProperty("holder").GetString()!)];
    }

    /// <summary>Waits until the journal has each of these sessions in such a state.</summary>
    public Task AllAreAsync(IEnumerable<Visitor> visitors, Func<string, bool> isSo)
    {
        var sessions = visitors.Select(visitor => visitor.Session!).ToList();
        return site.Ledger.UntilAsync(states => sessions.TrueForAll(session => states.TryGetValue(session, out var state) && isSo(state)));
    }

    public static Task EachAsync<T>(IEnumerable<T> of, Func<T, Task> act) => Parallel.ForEachAsync(of, s_lanes, async (one, _) => await act(one));

    public void Dispose()
    {
        foreach (var visitor in All.Concat(_newcomers))
            visitor.Dispose();
    }

    private Task AllAreAsync(IReadOnlyList<(Visitor Visitor, Part Part)> people) => site.Ledger.UntilAsync(states => people.All(person =>
        person.Part is Part.Shown || states[person.Visitor.Session!] == s_states[person.Part]));

    private async Task ActAsync(Visitor visitor, Part part)
    {
        if (part is Part.Shown)
            return;
        if (part is Part.StartedOver)
        {
            lock (Superseded)
                Superseded.Add(visitor.Session!);
            Assert.Null(await visitor.StartAsync("same"));
            return;
        }

        if (part is Part.Picked)
        {
            var task = await visitor.OpenAppUndecidedAsync();
            lock (Picked)
                Picked.Add((visitor, task));
            return;
        }

        await visitor.OpenAppAsync();
        switch (part)
        {
            case Part.Completed: await visitor.Phone.EnterCodeAsync(); break;
            case Part.Cancelled: await visitor.Phone.CancelAsync(); break;
            case Part.Failed: await visitor.BlockPhoneAsync(); break;
        }
    }
}

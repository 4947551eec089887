using System.Threading.Channels;
using AuthDemo.Sessions;

namespace AuthDemo.Flows.Tests.Arrange;

/// <summary>One browser at its session.</summary>
/// <param name="service">The service.</param>
/// <param name="key">Another tab's, for a tab of the same browser.</param>
internal sealed class Visit(Service service, OwnerKey? key = null)
{
    /// <summary>How long a wait for something that must happen may take before the test is called broken.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(100);
    private readonly Channel<AuthSnapshot> _shown = Channel.CreateUnbounded<AuthSnapshot>();

    private IAsyncDisposable? _following;

    public OwnerKey Key { get; } = key ?? OwnerKey.New();

    public SessionId Id { get; private set; }

    public static AuthIntent Ask(Flow flow, Device device = Device.Same) => new()
    {
        Flow = flow, Device = device, Client = new("ios", "safari"), EndUserIp = "198.51.100.7",
        Web = new("example.se", "Mozilla/5.0", Guid.NewGuid().ToString("N")),
    };

    public async Task<T> StartAsync<T>(AuthIntent intent) where T : AuthState
    {
        await OpenAsync(Assert.IsType<StartReply.Started>(await service.Sessions.StartAsync(intent, Key)).Id);
        return await UntilAsync<T>();
    }

    /// <summary>Follows as its owner.</summary>
    public async Task OpenAsync(SessionId id) => Assert.NotNull(_following = await service.Sessions.FollowAsync(Id = id, Key, ShowAsync));

    /// <summary>Observes a session through the journal, as the console does. This does not count as the owner's presence.</summary>
    public Task ObserveAsync(SessionId id) => service.Observed.ObserveAsync(Id = id, record => _shown.Writer.TryWrite(new AuthSnapshot(
        record.Id, record.Version, record.Intent.Flow, record.Intent.Device, record.Intent.Client, record.State, record.At)));

    /// <summary>Closes the tab.</summary>
    public async Task LeaveAsync() => await _following!.DisposeAsync();

    public async Task<T> UntilAsync<T>(Func<T, bool>? met = null) where T : AuthState
    {
        while (true)
        {
            var snapshot = await NextAsync();
            if (snapshot.State is T wanted && (met is null || met(wanted)))
                return wanted;
            Assert.False(snapshot.State.IsFinal, $"{snapshot.State}");
        }
    }

    /// <summary>The time of the next collect comes; what it brings.</summary>
    public Task<T> CollectAsync<T>() where T : AuthState
    {
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        return UntilAsync<T>();
    }

    /// <summary>Starts on this device, and has Elsa complete it.</summary>
    public async Task<AuthState.Completed> CompleteAsync(AuthIntent intent)
    {
        var launch = await StartAsync<AuthState.AwaitingLaunch>(intent);
        await (await service.OpenAppAsync(launch.Link)).EnterCodeAsync();
        return await CollectAsync<AuthState.Completed>();
    }

    // While a page waits, time goes on, if slowly: an answer that came during a leap of the clock may have left something to do a
    // few milliseconds later, and a clock that stands still would never get there.
    private async Task<AuthSnapshot> NextAsync()
    {
        var next = _shown.Reader.ReadAsync().AsTask();
        for (var waited = TimeSpan.Zero; waited < Guard && !next.IsCompleted; waited += s_glance)
            if (await Task.WhenAny(next, Task.Delay(s_glance)) != next)
                service.Clock.Advance(s_glance / 5);
        return await next.WaitAsync(TimeSpan.Zero);
    }

    private Task ShowAsync(AuthSnapshot snapshot) => _shown.Writer.WriteAsync(snapshot).AsTask();
}

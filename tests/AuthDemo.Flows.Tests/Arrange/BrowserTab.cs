using System.Threading.Channels;
using AuthDemo.Sessions;

namespace AuthDemo.Flows.Tests.Arrange;

/// <summary>A browser tab with the page of a session.</summary>
/// <param name="service">The service.</param>
/// <param name="key">The owner's key of another tab, for a tab of the same browser.</param>
internal sealed class BrowserTab(Service service, OwnerKey? key = null)
{
    /// <summary>The longest wait for an expected event before a test fails.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(100);
    private readonly Channel<AuthSnapshot> _shown = Channel.CreateUnbounded<AuthSnapshot>();

    private IAsyncDisposable? _subscription;

    public OwnerKey Key { get; } = key ?? OwnerKey.New();

    public SessionId Id { get; private set; }

    public static AuthIntent NewIntent(Flow flow, Device device = Device.Same) => new()
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
    public async Task OpenAsync(SessionId id) => Assert.NotNull(_subscription = await service.Sessions.FollowAsync(Id = id, Key, ShowAsync));

    /// <summary>Observes a session through the journal, as the console does. This does not count as the owner's presence.</summary>
    public Task ObserveAsync(SessionId id) => service.Observed.ObserveAsync(Id = id, record => _shown.Writer.TryWrite(new AuthSnapshot(
        record.Id, record.Version, record.Intent.Flow, record.Intent.Device, record.Intent.Client, record.State, record.At)));

    /// <summary>Closes the tab.</summary>
    public async Task CloseAsync() => await _subscription!.DisposeAsync();

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

    /// <summary>Advances the clock to the next collect and waits for its state.</summary>
    public Task<T> CollectAsync<T>() where T : AuthState
    {
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        return UntilAsync<T>();
    }

    /// <summary>Starts on this device and completes the order with Elsa's phone.</summary>
    public async Task<AuthState.Completed> CompleteAsync(AuthIntent intent)
    {
        var launch = await StartAsync<AuthState.AwaitingLaunch>(intent);
        await (await service.OpenAppAsync(launch.Link)).EnterCodeAsync();
        return await CollectAsync<AuthState.Completed>();
    }

    // The clock advances slowly while a page waits: a response during a jump of the clock may have scheduled work a few milliseconds
    // later, which would never be due on a stopped clock.
    private async Task<AuthSnapshot> NextAsync()
    {
        var next = _shown.Reader.ReadAsync().AsTask();
        for (var waited = TimeSpan.Zero; waited < Guard && !next.IsCompleted; waited += s_pollInterval)
            if (await Task.WhenAny(next, Task.Delay(s_pollInterval)) != next)
                service.Clock.Advance(s_pollInterval / 5);
        return await next.WaitAsync(TimeSpan.Zero);
    }

    private Task ShowAsync(AuthSnapshot snapshot) => _shown.Writer.WriteAsync(snapshot).AsTask();
}

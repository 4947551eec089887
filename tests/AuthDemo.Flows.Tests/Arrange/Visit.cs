using System.Threading.Channels;
using AuthDemo.Sessions;

namespace AuthDemo.Flows.Tests.Arrange;

/// <summary>One browser at its session.</summary>
internal sealed class Visit(Service service)
{
    /// <summary>How long a wait for something that must happen may take before the test is called broken.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly Channel<AuthSnapshot> _shown = Channel.CreateUnbounded<AuthSnapshot>();

    public OwnerKey Key { get; } = OwnerKey.New();

    public SessionId Id { get; private set; }

    public static AuthIntent Ask(Flow flow, Device device = Device.Same) => new()
    {
        Flow = flow, Device = device, Client = new("ios", "safari"), EndUserIp = "198.51.100.7",
        Web = new("example.se", "Mozilla/5.0", Guid.NewGuid().ToString("N")),
    };

    public async Task<T> StartAsync<T>(AuthIntent intent) where T : AuthState
    {
        Id = Assert.IsType<StartReply.Started>(await service.Sessions.StartAsync(intent, Key)).Id;
        Assert.NotNull(await service.Sessions.FollowAsync(Id, Key, ShowAsync));
        return await UntilAsync<T>();
    }

    /// <summary>Follows as an operator.</summary>
    public async Task WatchAsync(SessionId id) => Assert.NotNull(await service.Operators.FollowAsync(Id = id, ShowAsync));

    public async Task<T> UntilAsync<T>() where T : AuthState
    {
        while (true)
        {
            var snapshot = await _shown.Reader.ReadAsync().AsTask().WaitAsync(Guard);
            if (snapshot.State is T wanted) return wanted;
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
        await service.Phone.EnterCodeAsync(await service.Phone.OpenAsync(launch.Link));
        return await CollectAsync<AuthState.Completed>();
    }

    private Task ShowAsync(AuthSnapshot snapshot) => _shown.Writer.WriteAsync(snapshot).AsTask();
}

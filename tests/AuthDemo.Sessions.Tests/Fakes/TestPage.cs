using System.Threading.Channels;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>A page that follows a session and records its snapshots.</summary>
internal sealed class TestPage : IAsyncDisposable
{
    private readonly Channel<AuthSnapshot> _arrived = Channel.CreateUnbounded<AuthSnapshot>();
    private readonly List<AuthSnapshot> _seen = [];
    private IAsyncDisposable _subscription = null!;

    private TestPage() { }

    /// <summary>The snapshots that the test has read, in order.</summary>
    public IReadOnlyList<AuthSnapshot> Seen => _seen;

    public AuthSnapshot Last => _seen[^1];

    public int Unseen => _arrived.Reader.Count;

    /// <summary>Returns after the first snapshot; null when the session is unknown or not the owner's.</summary>
    public static Task<TestPage?> OpenAsync(TestService service, SessionId id, OwnerKey key) => OpenAsync(service.Sessions, id, key);

    public static async Task<TestPage?> OpenAsync(IAuthSessions sessions, SessionId id, OwnerKey key)
    {
        var page = new TestPage();
        if (await sessions.FollowAsync(id, key, snapshot => page._arrived.Writer.WriteAsync(snapshot).AsTask()) is not { } following)
            return null;
        page._subscription = following;
        await page.NextAsync();
        return page;
    }

    public async Task<AuthSnapshot> NextAsync()
    {
        var snapshot = await _arrived.Reader.ReadAsync().AsTask().WaitAsync(Guard.Timeout);
        _seen.Add(snapshot);
        return snapshot;
    }

    public async Task<AuthSnapshot> UntilAsync(Func<AuthSnapshot, bool> met)
    {
        while (!met(Last))
            await NextAsync();
        return Last;
    }

    public async Task<T> UntilAsync<T>() where T : AuthState => (T)(await UntilAsync(snapshot => snapshot.State is T)).State;

    public ValueTask DisposeAsync() => _subscription.DisposeAsync();
}

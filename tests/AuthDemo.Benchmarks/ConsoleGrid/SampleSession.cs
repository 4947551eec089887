using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Benchmarks.ConsoleGrid;

/// <summary>
/// The steps of a sample session, in an order that the protocol allows: an order that is not picked up is renewed for three minutes
/// before the session fails; only one that is picked up completes, is cancelled in the app, or expires.
/// </summary>
internal static class SampleSession
{
    private const int RenewEvery = 31;
    private const int Renewals = 5;

    private static readonly CallSummary s_python =
        new(CallTarget.Python, "advance", null, "ok", 5, TimeSpan.FromMilliseconds(0.3), TimeSpan.FromMilliseconds(1.1));

    /// <summary>The session's duration.</summary>
    public static TimeSpan Length(int number) => Steps(number, Flow.Auth, Device.Other, default)[^1].At - default(DateTimeOffset);

    /// <summary>The steps after the start, in order.</summary>
    public static IReadOnlyList<SampleStep> Steps(int number, Flow flow, Device device, DateTimeOffset at)
    {
        var steps = new List<SampleStep> { Step(AuthStateKind.Starting, Awaiting(device, at.AddSeconds(1), 0), at.AddSeconds(1), Call(Path(flow))) };
        if (number % 10 == 0)
        {
            Renew(steps, device, at.AddSeconds(1), Path(flow));
            return [.. steps, End(new AuthState.Failed("start_failed", true, "startFailed") { Message = device == Device.Same ? "RFA17A" : "RFA17B" }, at.AddSeconds(187))];
        }

        steps.Add(Step(Kind(steps[^1].State), new AuthState.EnteringCode { Message = "RFA9", Hint = "userSign" }, at.AddSeconds(4), Call("collect")));
        AuthState end = (number % 10) switch
        {
            1 => new AuthState.Cancelled(CancelledBy.App) { Message = "RFA6" },
            2 => new AuthState.Failed("expired_transaction", true, "expiredTransaction") { Message = "RFA8" },
            _ => new AuthState.Completed(new Identity("199001012385", "Karin Berg", "Karin", "Berg"), []),
        };
        return [.. steps, End(end, at.AddSeconds(number % 10 == 2 ? 184 : 8 + (number % 50)))];
    }

    private static void Renew(List<SampleStep> steps, Device device, DateTimeOffset begun, string path)
    {
        for (var i = 1; i <= Renewals; i++)
        {
            var at = begun.AddSeconds(i * RenewEvery);
            var renewing = Step(Kind(steps[^1].State), new AuthState.Renewing(i), at, Call("collect") with { Count = 15 });
            steps.Add(renewing with { Events = [.. renewing.Events, new SessionEvent.OrderRenewed(at, i)] });
            steps.Add(Step(AuthStateKind.Renewing, Awaiting(device, at.AddSeconds(0.2), i), at.AddSeconds(0.2), Call(path)));
        }
    }

    private static SampleStep Step(AuthStateKind from, AuthState to, DateTimeOffset at, CallSummary call) =>
        new(at, to, [new SessionEvent.Moved(at, from, Kind(to), null) { Hint = (to as AuthState.Pending)?.Hint, Calls = [call, s_python] }]);

    private static SampleStep End(AuthState state, DateTimeOffset at) => new(at, state,
    [
        new SessionEvent.Ended(at, Kind(state), state.Describe().Reason)
        {
            Calls = [Call("collect") with { Count = 4, Longest = TimeSpan.FromMilliseconds(61) }, s_python],
        },
    ]);

    private static AuthState Awaiting(Device device, DateTimeOffset at, int renewals) => device == Device.Same
        ? new AuthState.AwaitingLaunch("https://app.bankid.com/?autostarttoken=", true, at.AddSeconds(30), renewals) { Message = "RFA13" }
        : new AuthState.AwaitingScan("bankid.", at.AddSeconds(30), renewals) { Message = "RFA1" };

    private static string Path(Flow flow) => flow switch { Flow.Sign => "sign", Flow.Payment => "payment", _ => "auth" };

    private static AuthStateKind Kind(AuthState state) => state.Describe().Kind;

    private static CallSummary Call(string path) =>
        new(CallTarget.BankId, path, "appapi2.test.bankid.com", "200", 1, TimeSpan.FromMilliseconds(38), TimeSpan.FromMilliseconds(38));
}

/// <summary>One write of a session.</summary>
internal sealed record SampleStep(DateTimeOffset At, AuthState State, IReadOnlyList<SessionEvent> Events);

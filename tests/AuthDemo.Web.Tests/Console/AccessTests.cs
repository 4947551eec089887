using System.Security.Cryptography;
using System.Text;
using AuthDemo.Journal;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Protection;
using AuthDemo.Web.Console.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The list of operators, the idle timeout, and audited operations.</summary>
public sealed class AccessTests
{
    private static readonly string s_key = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());
    private readonly FakeTimeProvider _time = new(FakeJournal.Noon);
    private readonly FakeJournal _journal = new();

    [Fact]
    public void Find_ByKeyedHash_FindsThePersonAndNobodyElse()
    {
        var options = new ConsoleOptions { HashKey = s_key };
        var hash = HMACSHA256.HashData(Convert.FromBase64String(s_key), Encoding.ASCII.GetBytes(ConsoleHost.Agent));
        options.Operators.Add(new() { Name = "anna", Role = OperatorRole.Admin, PersonalNumberHash = Convert.ToHexString(hash) });
        var list = new OperatorList(new Monitor<ConsoleOptions>(options));

        Assert.Equal(new Operator("anna", OperatorRole.Admin), list.Find(ConsoleHost.SignedInUserOf(ConsoleHost.Agent, FakeJournal.Noon)));
        Assert.Null(list.Find(ConsoleHost.SignedInUserOf(ConsoleHost.Stranger, FakeJournal.Noon)));
        Assert.Null(list.Find(new()));
    }

    [Fact]
    public void Find_RemovedFromTheList_LosesAccessAtOnce()
    {
        var options = Options(OperatorRole.Operator);
        var list = new OperatorList(new Monitor<ConsoleOptions>(options));
        var user = ConsoleHost.SignedInUserOf(ConsoleHost.Agent, FakeJournal.Noon);
        Assert.NotNull(list.Find(user));

        options.Operators.Clear();

        Assert.Null(list.Find(user));
    }

    [Fact]
    public void Validate_EveryInvalidKey_IsNamedWithItsLimit()
    {
        var options = new ConsoleOptions { IdleMinutes = 0, HashKey = "short" };
        options.Operators.Add(new() { Name = "", PersonalNumber = "123" });
        options.Operators.Add(new() { Name = "b", PersonalNumberHash = "zz" });
        options.Operators.Add(new() { Name = "b" });

        var failures = new ConsoleOptionsValidator(Microsoft.Extensions.Options.Options.Create(new AuthDemo.Sessions.Claims.ClaimsOptions()), new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()).Validate(null, options).Failures!;

        Assert.Equal(
            [
                "Console:IdleMinutes must be from 0.25 to 480; given: 0.",
                "Console:HashKey must be base64 of at least 32 bytes.",
                "Console:Operators:0:Name must have 1 to 60 characters; given: 0 characters.",
                "Console:Operators:0:PersonalNumber must be 12 digits, YYYYMMDDNNNN; given: 3 characters.",
                "Console:Operators:1:PersonalNumberHash must be 64 hex digits; given: 2 characters.",
                "Console:Operators:2 must have either PersonalNumberHash or PersonalNumber, and only one of them.",
                "Console:Operators must have different names, which the audit log needs to tell operators apart; given: \"b\" 2 times.",
            ],
            failures);
    }

    [Fact]
    public void Touch_BeforeTheTimeout_Extends_AndAfterItDoesNot()
    {
        var activity = Activity();
        var user = ConsoleHost.SignedInUserOf(ConsoleHost.Agent, FakeJournal.Noon);
        Assert.Equal(ActivityResult.First, activity.Record(user));
        _time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(ActivityResult.Subsequent, activity.Record(user));
        Assert.Equal(TimeSpan.FromMinutes(15), activity.TimeLeft(user));
        _time.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(ActivityResult.Expired, activity.Record(user));
        Assert.Equal(TimeSpan.Zero, activity.TimeLeft(user));
    }

    [Fact]
    public void End_IsFinal_EvenRightAfterTheSignIn()
    {
        var activity = Activity();
        var user = ConsoleHost.SignedInUserOf(ConsoleHost.Agent, FakeJournal.Noon);

        activity.End(user);

        Assert.Equal(ActivityResult.Expired, activity.Record(user));
    }

    [Fact]
    public void Touch_WhileAnotherTabEndsTheSignIn_DoesNotRestoreIt()
    {
        var user = ConsoleHost.SignedInUserOf(ConsoleHost.Agent, FakeJournal.Noon);
        var options = new Interrupted(new());
        var activity = new OperatorActivity(options, _time);
        activity.Record(user);

        options.Then = () => activity.End(user); // after the presence was looked at, before the sign of life is noted
        Assert.Equal(ActivityResult.Expired, activity.Record(user));

        Assert.Equal(TimeSpan.Zero, activity.TimeLeft(user));
    }

    [Theory]
    [InlineData(0.25, 1.5, 5)]
    [InlineData(15, 20, 60)]
    [InlineData(480, 20, 60)]
    public void ReportInterval_IsASmallPartOfTheTimeout(double minutes, double pace, double warning)
    {
        var activity = new OperatorActivity(new Monitor<ConsoleOptions>(new() { IdleMinutes = minutes }), _time);

        Assert.Equal((TimeSpan.FromSeconds(pace), TimeSpan.FromSeconds(warning)), (activity.ReportInterval, activity.WarningPeriod));
    }

    [Fact]
    public async Task Do_Throws_ReturnsFailedAndStaysInTheLog()
    {
        var operations = Operations(OperatorRole.Operator);

        var result = await operations.ExecuteAsync<int>(OperatorRole.Operator, new(JournalEventType.SessionsExported), _ => throw new TimeoutException("no answer"));

        Assert.IsType<OperationResult<int>.Failed>(result);
        Assert.Equal(JournalEventType.SessionsExported, Assert.Single(_journal.Acts).Type);
    }

    [Fact]
    public async Task Do_CancelledByTheOperator_IsNoFailure()
    {
        using var stop = new CancellationTokenSource();
        var result = Operations(OperatorRole.Operator).ExecuteAsync(OperatorRole.Operator, new(JournalEventType.SessionsExported), async _ =>
        {
            await stop.CancelAsync();
            stop.Token.ThrowIfCancellationRequested();
            return 1;
        }, stop.Token);

        await Assert.ThrowsAsync<OperationCanceledException>(() => result);
    }

    [Fact]
    public async Task Do_Allowed_IsLoggedBeforeItRuns()
    {
        var operations = Operations(OperatorRole.Operator);

        var result = await operations.ExecuteAsync(OperatorRole.Operator, new(JournalEventType.SessionsExported) { Reason = "audit" }, _ => Task.FromResult(_journal.Acts.Count));

        Assert.Equal(1, Assert.IsType<OperationResult<int>.Done>(result).Value);
        Assert.Equal(("anna", "audit"), (_journal.Operators[0], _journal.Acts[0].Reason));
    }

    [Fact]
    public async Task Do_RoleTooLow_DoesNotRunAndIsRecorded()
    {
        var operations = Operations(OperatorRole.Viewer);
        var isDone = false;

        var result = await operations.ExecuteAsync(OperatorRole.Admin, new(JournalEventType.PythonRestarted) { Reason = "slow" }, _ => Task.FromResult(isDone = true));

        Assert.Equal(OperatorRole.Admin, Assert.IsType<OperationResult<bool>.Refused>(result).Needed);
        Assert.False(isDone);
        Assert.Equal((JournalEventType.OperatorRefused, "python_restarted"), (_journal.Acts.Single().Type, _journal.Acts.Single().Facts["act"]));
    }

    [Fact]
    public async Task Do_CannotBeRecorded_DoesNotRun()
    {
        var operations = Operations(OperatorRole.Admin);
        _journal.Failure = JournalFailure.DiskFull;
        var isDone = false;

        var result = await operations.ExecuteAsync(OperatorRole.Viewer, new(JournalEventType.ChainVerified), _ => Task.FromResult(isDone = true));

        Assert.Equal("disk_full", Assert.IsType<OperationResult<bool>.Unavailable>(result).Failure);
        Assert.False(isDone);
    }

    [Fact]
    public async Task Do_Idle_DoesNotRun()
    {
        var operations = Operations(OperatorRole.Admin);
        _time.Advance(TimeSpan.FromMinutes(16));

        Assert.IsType<OperationResult<int>.SignedOut>(await operations.ExecuteAsync(OperatorRole.Viewer, new(JournalEventType.ChainVerified), _ => Task.FromResult(1)));
        Assert.Empty(_journal.Acts);
    }

    [Fact]
    public async Task Reveal_Viewer_SeesNothing()
    {
        var result = await Operations(OperatorRole.Viewer).RevealAsync(AuthDemo.Sessions.SessionId.New(), "caller asks");

        Assert.IsType<OperationResult<AuthDemo.Sessions.Identity>.Refused>(result);
        Assert.DoesNotContain(_journal.Acts, act => act.Type == JournalEventType.PersonalNumberShown);
    }

    private static ConsoleOptions Options(OperatorRole role)
    {
        var options = new ConsoleOptions();
        options.Operators.Add(new() { Name = "anna", Role = role, PersonalNumber = ConsoleHost.Agent });
        return options;
    }

    private OperatorActivity Activity() => new(new Monitor<ConsoleOptions>(new()), _time);

    private AuditedOperations Operations(OperatorRole role) => new(
        new SignedIn(new(ConsoleHost.SignedInUserOf(ConsoleHost.Agent, FakeJournal.Noon))), new(new Monitor<ConsoleOptions>(Options(role))), Activity(), _journal, NullLogger<AuditedOperations>.Instance);

    /// <summary>Options that run a callback when they are read the next time.</summary>
    private sealed class Interrupted(ConsoleOptions options) : IOptionsMonitor<ConsoleOptions>
    {
        public Action? Then { get; set; }

        public ConsoleOptions CurrentValue
        {
            get
            {
                var then = Then;
                Then = null;
                then?.Invoke();
                return options;
            }
        }

        public ConsoleOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<ConsoleOptions, string?> listener) => null;
    }
}

/// <summary>The user of the circuit.</summary>
internal sealed class SignedIn(AuthenticationState state) : AuthenticationStateProvider
{
    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(state);
}

using System.Security.Claims;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Operators;
using AuthDemo.Journal.Storage;
using AuthDemo.Sessions;
using Microsoft.AspNetCore.Components.Authorization;

namespace AuthDemo.Web.Console.Access;

/// <summary>
/// Where every act of an operator passes, one per circuit. An act is asked for by a circuit, and a circuit outlives the request that
/// the door let in: so who asks is found out anew for each act, the role is compared, the act is written to the log, and only then it
/// is done. What cannot be written is not done. An act that was refused is written, too. One that breaks while it is done breaks
/// nothing else: it is answered as failed.
/// </summary>
internal sealed partial class AuditedOperations(
    AuthenticationStateProvider authentication, OperatorList operators, OperatorActivity activity, IOperatorLog log, ILogger<AuditedOperations> logger)
{
    /// <summary>The operations for an act that is asked for by a form post: whoever sent it sits there.</summary>
    public static AuditedOperations ForRequest(HttpContext http)
    {
        var authentication = (IHostEnvironmentAuthenticationStateProvider)http.RequestServices.GetRequiredService<AuthenticationStateProvider>();
        authentication.SetAuthenticationState(Task.FromResult(new AuthenticationState(http.User)));
        return http.RequestServices.GetRequiredService<AuditedOperations>();
    }

    /// <summary>How seldom the browser may tell of key presses and clicks.</summary>
    public TimeSpan Pace => activity.Pace;

    /// <summary>How long before being signed out an idle operator is warned.</summary>
    public TimeSpan Warning => activity.Warning;

    /// <summary>Who sits at this circuit; null once signed out, idle for too long, or taken off the list.</summary>
    public async Task<Operator?> PresentAsync()
    {
        var user = await UserAsync();
        return activity.Left(user) > TimeSpan.Zero ? operators.Find(user) : null;
    }

    /// <summary>The operator did something; false when the time was over already.</summary>
    public async Task<bool> RecordActivityAsync() => activity.Touch(await UserAsync()) is not ActivityResult.Over;

    /// <summary>How long is left before the operator is signed out for being idle.</summary>
    public async Task<TimeSpan> GetTimeLeftAsync() => activity.Left(await UserAsync());

    /// <summary>Checks, records and does an act.</summary>
    /// <param name="needed">The role it needs.</param>
    /// <param name="act">What goes into the log; the operator's name is filled in here.</param>
    /// <param name="run">Does it, once it is in the log.</param>
    /// <param name="cancellation">With it the operator stops what runs.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<OperationResult<T>> ExecuteAsync<T>(OperatorRole needed, Act act, Func<Operator, Task<T>> run, CancellationToken cancellation = default)
    {
        var (currentOperator, refusal) = await AdmitAsync<T>(needed, act);
        if (refusal is not null)
            return refusal;
        return await log.RecordAsync(act.By(currentOperator!.Name), CancellationToken.None) switch
        {
            ActReply.Recorded => await RunAsync(act, () => run(currentOperator), cancellation),
            ActReply.Invalid invalid => new OperationResult<T>.Invalid(invalid.Field, invalid.Message),
            ActReply.Unavailable down => new OperationResult<T>.Unavailable(down.Trouble.Word()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Shows who a session's person is: the log records the look before the answer is there.</summary>
    public async Task<OperationResult<Identity>> RevealAsync(SessionId session, string reason)
    {
        var act = new Act(JournalEventType.PersonalNumberShown) { Session = session, Reason = reason };
        var (currentOperator, refusal) = await AdmitAsync<Identity>(OperatorRole.Operator, act);
        if (refusal is not null)
            return refusal;
        var look = await RunAsync(act, () => log.RevealAsync(session, currentOperator!.Name, reason), CancellationToken.None);
        return (look as OperationResult<RevealReply>.Done)?.Value switch
        {
            null => new OperationResult<Identity>.Failed(),
            RevealReply.Shown shown => new OperationResult<Identity>.Done(shown.Identity),
            RevealReply.Unknown => new OperationResult<Identity>.Invalid("person", "The journal does not know who it was, or has erased it."),
            RevealReply.Invalid invalid => new OperationResult<Identity>.Invalid(invalid.Field, invalid.Message),
            RevealReply.Unavailable down => new OperationResult<Identity>.Unavailable(down.Trouble.Word()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<(Operator? Operator, OperationResult<T>? Refusal)> AdmitAsync<T>(OperatorRole needed, Act act)
    {
        if (!await RecordActivityAsync() || await PresentAsync() is not { } currentOperator)
            return (null, new OperationResult<T>.SignedOut());
        if (currentOperator.May(needed))
            return act.LacksReason ? (null, new OperationResult<T>.Invalid("reason", "A reason is needed.")) : (currentOperator, null);
        await log.RecordAsync(new Act(JournalEventType.OperatorRefused)
        {
            Session = act.Session,
            Facts = new Dictionary<string, string> { ["act"] = act.Type.Name, ["role"] = currentOperator.Role.ToString().ToLowerInvariant() },
        }.By(currentOperator.Name));
        return (null, new OperationResult<T>.Refused(needed));
    }

    private async Task<OperationResult<T>> RunAsync<T>(Act act, Func<Task<T>> run, CancellationToken cancellation)
    {
        try
        {
            return new OperationResult<T>.Done(await run());
        }
        catch (Exception broken) when (!(broken is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            LogFailed(logger, broken, act.Type.Name);
            return new OperationResult<T>.Failed();
        }
    }

    private async Task<ClaimsPrincipal> UserAsync() => (await authentication.GetAuthenticationStateAsync()).User;

    [LoggerMessage(Level = LogLevel.Error, Message = "The act {Act} of an operator failed and may be half done")]
    private static partial void LogFailed(ILogger logger, Exception broken, string act);
}

/// <summary>An act before it is known who does it.</summary>
internal sealed record Act(JournalEventType Type)
{
    public SessionId? Session { get; init; }

    /// <summary>In the operator's words; never a personal number.</summary>
    public string? Reason { get; init; }

    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Whoever this is done to may ask why; looking around and leaving concern nobody.</summary>
    public bool LacksReason => s_withReason.Contains(Type) && string.IsNullOrWhiteSpace(Reason);

    private static readonly JournalEventType[] s_withReason =
    [
        JournalEventType.OperatorCancelledSession, JournalEventType.OperatorStartedPhoneSession, JournalEventType.PersonalNumberShown, JournalEventType.PythonRestarted,
    ];

    public OperatorAction By(string name) => new(Type, name) { Session = Session, Reason = Reason, Facts = Facts };
}

/// <summary>How an act ended.</summary>
internal abstract record OperationResult<T>
{
    private OperationResult() { }

    /// <summary>It is in the log, and done.</summary>
    public sealed record Done(T Value) : OperationResult<T>;

    /// <summary>The operator's role does not reach; nothing was done.</summary>
    public sealed record Refused(OperatorRole Needed) : OperationResult<T>;

    /// <summary>Nobody who may is signed in any more; nothing was done.</summary>
    public sealed record SignedOut : OperationResult<T>;

    /// <summary>What was given breaks a rule; nothing was done.</summary>
    public sealed record Invalid(string Field, string Message) : OperationResult<T>;

    /// <summary>The journal cannot write; nothing was done.</summary>
    /// <param name="Trouble"><c>disk_full</c> …</param>
    public sealed record Unavailable(string Trouble) : OperationResult<T>;

    /// <summary>It was begun, and then something broke: nobody here knows how much of it is done.</summary>
    public sealed record Failed : OperationResult<T>;
}

using System.Security.Claims;
using AuthDemo.Journal;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Operators;
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
    /// <summary>The desk for an act that is asked for by a form post: whoever sent it sits there.</summary>
    public static AuditedOperations Of(HttpContext http)
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
    public async Task<bool> TouchAsync() => activity.Touch(await UserAsync()) is not ActivityResult.Over;

    /// <summary>How long is left before the operator is signed out for being idle.</summary>
    public async Task<TimeSpan> LeftAsync() => activity.Left(await UserAsync());

    /// <summary>Authorizes, records and executes an operation.</summary>
    /// <param name="needed">The role it needs.</param>
    /// <param name="action">What is recorded.</param>
    /// <param name="run">Executes it, once it is recorded.</param>
    /// <param name="cancellation">The operator cancels the execution.</param>
    /// <exception cref="OperationCanceledException">The operator cancelled it.</exception>
    public Task<OperationResult<T>> DoAsync<T>(
        OperatorRole needed, OperatorAction action, Func<Operator, Task<T>> run, CancellationToken cancellation = default) =>
        AuthorizeAsync(needed, action, async operatorHere =>
            await (await log.RecordAsync(operatorHere.Name, action, CancellationToken.None)).Match(
                _ => RunAsync<T>(action, async () => new OperationResult<T>.Done(await run(operatorHere)), cancellation),
                invalid => Task.FromResult<OperationResult<T>>(new OperationResult<T>.Invalid(invalid.Field, invalid.Message)),
                unavailable => Task.FromResult<OperationResult<T>>(new OperationResult<T>.Unavailable(unavailable.Failure.Code()))));

    /// <summary>Reveals a session's person; the journal records that before it returns the person.</summary>
    public Task<OperationResult<Identity>> RevealAsync(SessionId session, string reason)
    {
        var action = new OperatorAction(JournalEventType.PersonalNumberShown) { Session = session, Reason = reason };
        return AuthorizeAsync(OperatorRole.Operator, action, operatorHere => RunAsync(
            action,
            async () => (await log.RevealAsync(operatorHere.Name, session, reason)).Match<OperationResult<Identity>>(
                revealed => new OperationResult<Identity>.Done(revealed.Identity),
                () => new OperationResult<Identity>.Invalid("person", "The journal does not know who it was, or has erased it."),
                invalid => new OperationResult<Identity>.Invalid(invalid.Field, invalid.Message),
                unavailable => new OperationResult<Identity>.Unavailable(unavailable.Failure.Code())),
            CancellationToken.None));
    }

    private async Task<OperationResult<T>> AuthorizeAsync<T>(
        OperatorRole needed, OperatorAction action, Func<Operator, Task<OperationResult<T>>> run)
    {
        if (!await TouchAsync() || await PresentAsync() is not { } operatorHere)
            return new OperationResult<T>.SignedOut();
        if (operatorHere.May(needed))
            return await run(operatorHere);
        await log.RecordAsync(operatorHere.Name, new OperatorAction(JournalEventType.OperatorRefused)
        {
            Session = action.Session,
            Facts = new Dictionary<string, string> { ["act"] = action.Type.Name, ["role"] = operatorHere.Role.ToString().ToLowerInvariant() },
        });
        return new OperationResult<T>.Refused(needed);
    }

    private async Task<OperationResult<T>> RunAsync<T>(OperatorAction action, Func<Task<OperationResult<T>>> run, CancellationToken cancellation)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            LogFailed(logger, exception, action.Type.Name);
            return new OperationResult<T>.Failed();
        }
    }

    private async Task<ClaimsPrincipal> UserAsync() => (await authentication.GetAuthenticationStateAsync()).User;

    [LoggerMessage(Level = LogLevel.Error, Message = "The operator action {Action} failed and may be partly done")]
    private static partial void LogFailed(ILogger logger, Exception exception, string action);
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
    /// <param name="Failure"><c>disk_full</c> …</param>
    public sealed record Unavailable(string Failure) : OperationResult<T>;

    /// <summary>It was begun, and then something broke: nobody here knows how much of it is done.</summary>
    public sealed record Failed : OperationResult<T>;
}

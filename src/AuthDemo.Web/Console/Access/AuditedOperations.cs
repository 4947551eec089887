using System.Security.Claims;
using AuthDemo.Journal;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Operators;
using AuthDemo.Sessions;
using Microsoft.AspNetCore.Components.Authorization;

namespace AuthDemo.Web.Console.Access;

/// <summary>
/// Executes the operations of operators: authorizes each one, records it in the audit log, and only then runs it. A circuit outlives the
/// request that was authorized, so the operator and the role are checked again for each operation. An operation that cannot be
/// recorded is not executed. A refused operation is recorded too. An exception in an operation becomes a result.
/// </summary>
internal sealed partial class AuditedOperations(
    AuthenticationStateProvider authentication, OperatorList operators, OperatorActivity activity, IOperatorLog log, ILogger<AuditedOperations> logger)
{
    /// <summary>The instance for a form post, with the user of the request.</summary>
    public static AuditedOperations ForRequest(HttpContext http)
    {
        var authentication = (IHostEnvironmentAuthenticationStateProvider)http.RequestServices.GetRequiredService<AuthenticationStateProvider>();
        authentication.SetAuthenticationState(Task.FromResult(new AuthenticationState(http.User)));
        return http.RequestServices.GetRequiredService<AuditedOperations>();
    }

    /// <summary>The minimum interval at which the browser reports key presses and clicks.</summary>
    public TimeSpan ReportInterval => activity.ReportInterval;

    /// <summary>How long before the idle timeout the operator is warned.</summary>
    public TimeSpan WarningPeriod => activity.WarningPeriod;

    /// <summary>The current operator; null after sign-out, after the idle timeout, or if no longer configured as an operator.</summary>
    public async Task<Operator?> GetOperatorAsync()
    {
        var user = await UserAsync();
        return activity.TimeLeft(user) > TimeSpan.Zero ? operators.Find(user) : null;
    }

    /// <summary>Records activity of the operator; false if the idle timeout has already expired.</summary>
    public async Task<bool> RecordActivityAsync() => activity.Record(await UserAsync()) is not ActivityResult.Expired;

    /// <summary>The time left until the idle timeout.</summary>
    public async Task<TimeSpan> GetTimeLeftAsync() => activity.TimeLeft(await UserAsync());

    /// <summary>Authorizes, records and executes an operation.</summary>
    /// <param name="needed">The required role.</param>
    /// <param name="action">The audit log entry.</param>
    /// <param name="run">The operation, which runs after the entry is written.</param>
    /// <param name="cancellation">Cancels the operation, not the entry.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public Task<OperationResult<T>> ExecuteAsync<T>(
        OperatorRole needed, OperatorAction action, Func<Operator, Task<T>> run, CancellationToken cancellation = default) =>
        AuthorizeAsync(needed, action, async currentOperator =>
            await (await log.RecordAsync(currentOperator.Name, action, CancellationToken.None)).Match(
                _ => RunAsync<T>(action, async () => new OperationResult<T>.Done(await run(currentOperator)), cancellation),
                invalid => Task.FromResult<OperationResult<T>>(new OperationResult<T>.Invalid(invalid.Field, invalid.Message)),
                unavailable => Task.FromResult<OperationResult<T>>(new OperationResult<T>.Unavailable(unavailable.Failure.Code()))));

    /// <summary>Reveals a session's person; the journal records that before it returns the person.</summary>
    public Task<OperationResult<Identity>> RevealAsync(SessionId session, string reason)
    {
        var action = new OperatorAction(JournalEventType.PersonalNumberShown) { Session = session, Reason = reason };
        return AuthorizeAsync(OperatorRole.Operator, action, currentOperator => RunAsync(
            action,
            async () => (await log.RevealAsync(currentOperator.Name, session, reason)).Match<OperationResult<Identity>>(
                revealed => new OperationResult<Identity>.Done(revealed.Identity),
                () => new OperationResult<Identity>.Invalid("person", "The journal does not know who it was, or has erased it."),
                invalid => new OperationResult<Identity>.Invalid(invalid.Field, invalid.Message),
                unavailable => new OperationResult<Identity>.Unavailable(unavailable.Failure.Code())),
            CancellationToken.None));
    }

    private async Task<OperationResult<T>> AuthorizeAsync<T>(
        OperatorRole needed, OperatorAction action, Func<Operator, Task<OperationResult<T>>> run)
    {
        if (!await RecordActivityAsync() || await GetOperatorAsync() is not { } currentOperator)
            return new OperationResult<T>.SignedOut();
        if (currentOperator.May(needed))
            return await run(currentOperator);
        await log.RecordAsync(currentOperator.Name, new OperatorAction(JournalEventType.OperatorRefused)
        {
            Session = action.Session,
            Facts = new Dictionary<string, string> { ["act"] = action.Type.Name, ["role"] = currentOperator.Role.ToString().ToLowerInvariant() },
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

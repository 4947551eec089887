using System.Globalization;
using AuthDemo.Journal;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.WebUtilities;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>
/// Exports the filtered sessions as a CSV file without personal data. A form post, so that a link cannot trigger it. The export is recorded in
/// the audit log before the first line is sent. The rows are streamed, so memory use does not depend on their number. On failure the
/// browser is redirected to <see cref="ExportFailedPage"/>.
/// </summary>
internal static class SessionExport
{
    private const string Head = "session,state,reason,message,bankid,flow,device,os,browser,orders,operator,started,ended,seconds";

    // The audit log limits the length of a fact. Only lists of codes are longer. Entered text is shorter and must stay in one piece, or the
    // log could not detect a personal number in it.
    private const int MaxFactLength = 100;

    public static void MapSessionExport(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/sessions.csv", ExportAsync).RequireFormToken();

    private static async Task<IResult> ExportAsync(HttpContext http, IJournalQueries journal, TimeProvider time)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (view, now) = (SessionView.Parse(form["view"].ToString()), time.GetUtcNow());
        PersonalNumber? person = null;
        if (form["person"].ToString() is { Length: > 0 } given && !PersonalNumber.TryParse(given, out person, out _))
            return Failed("person", view);

        var name = string.Create(CultureInfo.InvariantCulture, $"sessions-{now.LocalDateTime:yyyyMMdd-HHmm}.csv");
        var result = await AuditedOperations.ForRequest(http).ExecuteAsync(
            OperatorRole.Operator,
            new(JournalEventType.SessionsExported) { Facts = Facts(view, person) },
            _ => Task.FromResult(Results.Stream(body => WriteAsync(body, journal, view.ToFilter(now, person), http.RequestAborted), "text/csv; charset=utf-8", name)));
        return result switch
        {
            OperationResult<IResult>.Done done => done.Value,
            OperationResult<IResult>.Refused => Failed("role", view),
            OperationResult<IResult>.SignedOut => new SeeOtherResult("/console/sessions" + view.ToQuery()), // redirected to the sign-in page there
            OperationResult<IResult>.Invalid => Failed("text", view), // the text filter is the only free text
            OperationResult<IResult>.Unavailable down => Failed(down.Failure, view),
            OperationResult<IResult>.Failed => Failed("failed", view),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static SeeOtherResult Failed(string why, SessionView view) => new($"/console/not-exported/{why}{view.ToQuery()}");

    /// <summary>The filters for the audit log, URL-decoded: encoded spaces contain digits, which would disturb the detection of personal numbers.</summary>
    internal static Dictionary<string, string> Facts(SessionView view, PersonalNumber? person)
    {
        var facts = new Dictionary<string, string> { ["person"] = person is null ? "no" : "yes" };
        foreach (var (name, value) in QueryHelpers.ParseQuery(view.ToQuery()))
        {
            foreach (var (i, piece) in value.ToString().Chunk(MaxFactLength).Index())
                facts[i == 0 ? name : $"{name}_{i + 1}"] = new(piece);
        }

        return facts;
    }

    private static async Task WriteAsync(Stream body, IJournalQueries journal, SessionFilter filter, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(body) { NewLine = "\r\n" };
        await writer.WriteLineAsync(Head);
        await foreach (var answer in journal.AllSessionsAsync(filter, cancellation))
        {
            // Mark an incomplete file: it would look complete otherwise.
            await writer.WriteLineAsync(answer switch
            {
                JournalResult<SessionSummary>.Success known => Line(known.Value),
                JournalResult<SessionSummary>.Unavailable down => $"# incomplete: {down.Failure.Code()}",
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }
    }

    internal static string Line(SessionSummary session) => string.Join(',', new[]
    {
        session.Id.Value, session.State, session.Reason, session.Message, session.Raw, session.Flow, session.Device, session.Os, session.Browser,
        session.Orders.ToString(CultureInfo.InvariantCulture), session.Operator, session.StartedAt.ToString("O", CultureInfo.InvariantCulture),
        session.EndedAt?.ToString("O", CultureInfo.InvariantCulture), session.Duration?.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture),
    }.Select(Cell));

    /// <summary>Quotes a cell (RFC 4180) and escapes a leading formula character, which a spreadsheet would execute.</summary>
    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}

using System.Globalization;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Storage;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.WebUtilities;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>
/// What is filtered, as a CSV file: one line for each session, nothing personal. A form post, so that no link elsewhere can cause it;
/// passes the operations, so it is recorded before the first line is sent. Streams, so that ten thousand rows take no memory. Where there is
/// no file, the browser is led to the page that says why (<see cref="ExportFailedPage"/>).
/// </summary>
internal static class SessionExport
{
    private const string Head = "session,state,reason,message,bankid,flow,device,os,browser,orders,operator,started,ended,seconds";

    // The log keeps so much of one particular. Only the lists of words are longer; what somebody has typed is not, and stays in one
    // piece, or the log could not see a personal number in it.
    private const int LongestFact = 100;

    public static void MapSessionExport(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/sessions.csv", ExportAsync).RequireFormToken();

    private static async Task<IResult> ExportAsync(HttpContext http, IJournalQueries journal, TimeProvider time)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (view, now) = (SessionView.Parse(form["view"].ToString()), time.GetUtcNow());
        PersonalNumber? person = null;
        if (form["person"].ToString() is { Length: > 0 } given && !PersonalNumber.TryParse(given, out person, out _))
            return NotExported("person", view);

        var name = string.Create(CultureInfo.InvariantCulture, $"sessions-{now.LocalDateTime:yyyyMMdd-HHmm}.csv");
        var result = await AuditedOperations.ForRequest(http).ExecuteAsync(
            OperatorRole.Operator,
            new(JournalEventType.SessionsExported) { Facts = Particulars(view, person) },
            _ => Task.FromResult(Results.Stream(body => WriteAsync(body, journal, view.ToFilter(now, person), http.RequestAborted), "text/csv; charset=utf-8", name)));
        return result switch
        {
            OperationResult<IResult>.Done done => done.Value,
            OperationResult<IResult>.Refused => NotExported("role", view),
            OperationResult<IResult>.SignedOut => new SeeOtherResult("/console/sessions" + view.ToQuery()), // the door asks for a sign-in
            OperationResult<IResult>.Invalid => NotExported("text", view), // the only particular that anybody words
            OperationResult<IResult>.Unavailable down => NotExported(down.Trouble, view),
            OperationResult<IResult>.Failed => NotExported("failed", view),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static SeeOtherResult NotExported(string why, SessionView view) => new($"/console/not-exported/{why}{view.ToQuery()}");

    /// <summary>The view as it is read, not as an address has it: there a space is <c>%20</c>, and the digits are taken for others.</summary>
    internal static Dictionary<string, string> Particulars(SessionView view, PersonalNumber? person)
    {
        var facts = new Dictionary<string, string> { ["person"] = person is null ? "no" : "yes" };
        foreach (var (name, value) in QueryHelpers.ParseQuery(view.ToQuery()))
        {
            foreach (var (i, piece) in value.ToString().Chunk(LongestFact).Index())
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
            // A file that ends early must say so: nobody could tell by its look.
            await writer.WriteLineAsync(answer switch
            {
                Answer<SessionSummary>.Known known => Line(known.Value),
                Answer<SessionSummary>.Unavailable down => $"# incomplete: {down.Trouble.Word()}",
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

    /// <summary>RFC 4180; and no cell begins as a formula, which a spreadsheet would run.</summary>
    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}

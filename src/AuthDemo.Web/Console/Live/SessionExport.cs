using System.Globalization;
using AuthDemo.Journal;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Security;

namespace AuthDemo.Web.Console.Live;

/// <summary>
/// What is filtered, as a CSV file: one line for each session, nothing personal. A form post, so that no link elsewhere can cause it;
/// recorded before the first line is sent. Streams, so that ten thousand rows take no memory.
/// </summary>
internal static class SessionExport
{
    private const string Head = "session,state,reason,message,bankid,flow,device,os,browser,orders,operator,started,ended,seconds";

    public static void MapSessionExport(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/sessions.csv", ExportAsync).RequireFormToken();

    private static async Task<IResult> ExportAsync(
        HttpContext http, OperatorList operators, IOperatorLog log, IJournalQueries journal, TimeProvider time)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (view, now) = (SessionView.Parse(form["view"].ToString()), time.GetUtcNow());
        PersonalNumber? person = null;
        if (form["person"].ToString() is { Length: > 0 } given && !PersonalNumber.TryParse(given, out person, out var wrong))
            return Results.Problem(title: "Bad form field", detail: $"person: {wrong}", statusCode: StatusCodes.Status400BadRequest);

        var who = operators.Find(http.User)!;
        var facts = new Dictionary<string, string> { ["view"] = view.ToQuery(), ["person"] = person is null ? "no" : "yes" };
        if (!who.May(OperatorRole.Operator))
        {
            await log.RecordAsync(new(JournalEventType.OperatorRefused, who.Name)
            {
                Facts = new Dictionary<string, string> { ["act"] = JournalEventType.SessionsExported.Name, ["role"] = who.Role.ToString().ToLowerInvariant() },
            });
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        if (await log.RecordAsync(new(JournalEventType.SessionsExported, who.Name) { Facts = facts }) is not ActReply.Recorded)
            return Results.Problem(title: "Not exported", detail: "The journal cannot write, and an export that is not recorded is not made.", statusCode: StatusCodes.Status503ServiceUnavailable);

        var name = string.Create(CultureInfo.InvariantCulture, $"sessions-{now.LocalDateTime:yyyyMMdd-HHmm}.csv");
        return Results.Stream(body => WriteAsync(body, journal, view.ToFilter(now, person), http.RequestAborted), "text/csv; charset=utf-8", name);
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

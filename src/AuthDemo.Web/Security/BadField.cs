namespace AuthDemo.Web.Security;

/// <summary>400 for a form field no page of ours would send: names the field, what it may be, and what it was.</summary>
internal static class BadField
{
    private const int Shown = 40;

    public static IResult Problem(string field, IEnumerable<string> allowed, string given) => Results.Problem(
        title: "Bad form field",
        detail: $"{field} must be one of {string.Join(", ", allowed)}; it was \"{(given.Length > Shown ? given[..Shown] + "…" : given)}\".",
        statusCode: StatusCodes.Status400BadRequest);
}

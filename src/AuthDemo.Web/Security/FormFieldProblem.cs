namespace AuthDemo.Web.Security;

/// <summary>The 400 response to a form field that none of our pages would send. Names the field, the allowed values and the value given.</summary>
internal static class FormFieldProblem
{
    private const int MaxValueLength = 40;

    public static IResult Create(string field, IEnumerable<string> allowed, string given) => Results.Problem(
        title: "Bad form field",
        detail: $"{field} must be one of {string.Join(", ", allowed)}; it was \"{(given.Length > MaxValueLength ? given[..MaxValueLength] + "…" : given)}\".",
        statusCode: StatusCodes.Status400BadRequest);
}

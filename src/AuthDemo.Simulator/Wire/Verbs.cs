namespace AuthDemo.Simulator.Wire;

/// <summary>Maps verbs of an API of the phone's listener. A verb first reads its arguments from the body, noting problems, and
/// hands back what to do if there were none.</summary>
internal static class Verbs
{
    private const int MaxBodyBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes, string prefix, IReadOnlyDictionary<string, Func<Fields, Func<(int Status, object Body)>>> verbs)
    {
        foreach (var (verb, read) in verbs)
            routes.MapPost($"{prefix}{verb}", http => JsonPost.AnswerAsync(http, MaxBodyBytes, body =>
            {
                var act = read(body);
                return body.Problems.Count > 0
                    ? (StatusCodes.Status400BadRequest, new { error = "invalidRequest", message = string.Join("; ", body.Problems) })
                    : act();
            }));
    }
}

namespace AuthDemo.Simulator.Wire;

/// <summary>One POST of JSON on the phone's listener. The content type is demanded because a page of another origin cannot send
/// it without asking first, and nobody answers that question.</summary>
internal static class JsonPost
{
    public static async Task AnswerAsync(HttpContext http, int maxBytes, Func<Fields, (int Status, object Body)> answer)
    {
        if (!http.Request.HasJsonContentType())
        {
            await JsonBody.SendAsync(http.Response, StatusCodes.Status415UnsupportedMediaType,
                new { error = "invalidRequest", message = "Content-Type must be application/json." });
            return;
        }
        var (document, problem) = await JsonBody.ReadObjectAsync(http.Request, maxBytes);
        if (document is null)
        {
            await JsonBody.SendAsync(http.Response, StatusCodes.Status400BadRequest, new { error = "invalidRequest", message = problem });
            return;
        }
        using (document)
        {
            var (status, body) = answer(new Fields(document.RootElement));
            await JsonBody.SendAsync(http.Response, status, body);
        }
    }
}

namespace AuthDemo.Simulator.Pages;

/// <summary>The pages of the phone and of the control API: embedded files, under a content security policy that allows nothing else.</summary>
internal static class PageFiles
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors http://localhost:* http://127.0.0.1:* https://localhost:*";

    private static readonly (string Path, string File, string Type)[] s_files =
    [
        ("/", "phone.html", "text/html; charset=utf-8"),
        ("/phone.css", "phone.css", "text/css; charset=utf-8"),
        ("/phone.js", "phone.js", "text/javascript; charset=utf-8"),
        ("/markdown.js", "markdown.js", "text/javascript; charset=utf-8"),
        ("/texts.js", "texts.js", "text/javascript; charset=utf-8"),
        ("/icon.svg", "icon.svg", "image/svg+xml"),
        ("/control", "control.html", "text/html; charset=utf-8"),
        ("/control.css", "control.css", "text/css; charset=utf-8"),
        ("/control.js", "control.js", "text/javascript; charset=utf-8"),
        ("/control-texts.js", "control-texts.js", "text/javascript; charset=utf-8"),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, file, type) in s_files)
        {
            var content = Read(file);
            routes.MapGet(path, http =>
            {
                http.Response.ContentType = type;
                http.Response.ContentLength = content.Length;
                http.Response.Headers.ContentSecurityPolicy = Policy;
                http.Response.Headers.XContentTypeOptions = "nosniff";
                http.Response.Headers["Referrer-Policy"] = "no-referrer";
                http.Response.Headers.CacheControl = "no-cache";
                return http.Response.Body.WriteAsync(content, http.RequestAborted).AsTask();
            });
        }
    }

    private static byte[] Read(string file)
    {
        using var resource = typeof(PageFiles).Assembly.GetManifestResourceStream($"Pages/{file}")
            ?? throw new InvalidOperationException($"The page file {file} is missing from the assembly.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}

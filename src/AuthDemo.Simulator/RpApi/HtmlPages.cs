using System.Text;

namespace AuthDemo.Simulator.RpApi;

/// <summary>Error pages in the form of the nginx in front of BankID: HTML where a client expects JSON.</summary>
internal static class HtmlPages
{
    public static async Task SendAsync(HttpResponse response, int status, string title)
    {
        var html = $"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n"
            + "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
        var body = Encoding.ASCII.GetBytes(html);
        response.StatusCode = status;
        response.ContentType = "text/html";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }
}

namespace AuthDemo.Simulator.Wire;

/// <summary>Error pages as the nginx in front of BankID sends them: HTML where a client expects JSON.</summary>
internal static class HtmlErrorPage
{
    public static string Of(string title) =>
        $"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n"
        + "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
}

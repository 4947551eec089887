namespace AuthDemo.Simulator.RpApi;

/// <summary>Error pages in the form of the nginx in front of BankID: HTML where a client expects JSON.</summary>
internal static class HtmlPages
{
    public static string Of(string title) =>
        $"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n"
        + "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
}

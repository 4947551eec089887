namespace AuthDemo.Web;

/// <summary>Finds the folder of <c>wwwroot</c> and <c>appsettings*.json</c>, independent of the working directory (docs/decisions/0002).</summary>
internal static class ContentRoot
{
    /// <summary>Options of the host. The application name is fixed so that tests find its static assets.</summary>
    public static WebApplicationOptions Options(string[] args) => new()
    {
        Args = args,
        ApplicationName = typeof(ContentRoot).Assembly.GetName().Name,
        ContentRootPath = Find(),
    };

    /// <summary>Finds the folder.</summary>
    public static string Find()
    {
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot", "app.css")))
            return AppContext.BaseDirectory; // published

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AuthDemo.sln")))
                return folder.FullName; // a checkout: dotnet run, tests
        }

        return Directory.GetCurrentDirectory();
    }
}

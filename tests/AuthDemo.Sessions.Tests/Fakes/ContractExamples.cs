namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>The examples in <c>python-bankid/contract</c>.</summary>
internal static class ContractExamples
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot(), "python-bankid", "contract");

    public static string File(params string[] path) => Path.Combine([Folder, .. path]);

    public static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "AuthDemo.sln")))
                return folder.FullName;
        throw new InvalidOperationException("AuthDemo.sln is not above the tests.");
    }
}

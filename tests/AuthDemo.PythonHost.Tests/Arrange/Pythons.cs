using AuthDemo.PythonHost.Locating;

namespace AuthDemo.PythonHost.Tests.Arrange;

/// <summary>The Pythons of this machine that can be embedded, one for each version, oldest first. Debian's 3.11 alone will do.</summary>
internal static class Pythons
{
    public static IReadOnlyList<PythonDescription> All { get; } =
    [
        .. PythonCandidates.OnThisMachine(Environment.GetEnvironmentVariable)
            .Select(path => PythonInquiry.Ask(path).Description)
            .OfType<PythonDescription>()
            .Where(python => python.Number >= PythonLocator.Oldest && python.Number < new Version(3, 15) && python.Library is not null)
            .DistinctBy(python => python.Number)
            .OrderBy(python => python.Number),
    ];

    public static PythonDescription Newest => All[^1];

    public static bool HasOwnGil(PythonDescription python) => python.Number >= new Version(3, 12);

    /// <summary>The folder with the package <c>hosted</c>.</summary>
    public static string HostedFolder { get; } = Path.Combine(AppContext.BaseDirectory, "hosted-python");
}

namespace AuthDemo.Architecture.Tests;

/// <summary>
/// The first-level folders of a project depend on each other in one direction: no folder uses another that uses it, directly or
/// indirectly. A folder is a namespace (the compiler enforces that). What lies in the project's own folder, such as its registration, is
/// outside this rule, because it puts the folders together.
/// </summary>
public sealed class FolderCycleTests
{
    public static TheoryData<string, string> Roots { get; } =
        [.. Assemblies.All.Select(assembly => (assembly, assembly)), (Assemblies.Web, "AuthDemo.Web.Console")];

    [Theory]
    [MemberData(nameof(Roots))]
    public void Folders_DependOnEachOtherInOneDirection(string assembly, string root)
    {
        var edges = TypeDependencies.Of(assembly)
            .Select(dependency => (From: Folder(dependency.OriginNamespace, root), To: Folder(dependency.TargetNamespace, root), dependency))
            .Where(edge => edge.From is not null && edge.To is not null && edge.From != edge.To)
            .ToLookup(edge => (From: edge.From!, To: edge.To!), edge => edge.dependency);

        Rule.IsBrokenByNone(FolderCycles.In(edges.Select(edge => edge.Key)).Select(cycle => Describe(cycle, edges)));
    }

    /// <summary>The folder below the root that a namespace belongs to; null outside the root and in the root itself.</summary>
    private static string? Folder(string @namespace, string root) =>
        @namespace.StartsWith(root + ".", StringComparison.Ordinal) ? @namespace[(root.Length + 1)..].Split('.')[0] : null;

    private static string Describe(IReadOnlyList<string> cycle, ILookup<(string From, string To), TypeDependency> edges) =>
        $"{string.Join(" -> ", cycle)}:\n" + string.Join('\n', cycle.Zip(cycle.Skip(1)).SelectMany(step =>
            edges[(step.First, step.Second)].Take(2).Select(dependency => $"  {step.First} -> {step.Second}: {dependency}")));
}

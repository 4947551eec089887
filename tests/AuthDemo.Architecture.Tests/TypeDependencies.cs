using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace AuthDemo.Architecture.Tests;

/// <summary>
/// Which type uses which, read from the compiled assemblies: base types, members, attributes and method bodies. Types that the compiler
/// or a source generator made count as the type they were made for.
/// </summary>
internal static class TypeDependencies
{
    private static readonly Lazy<ILookup<string, TypeDependency>> s_product = new(() => Read(Assemblies.All.Select(Assemblies.Load)));

    /// <summary>What the types of a project of <c>src/</c> use, in our assemblies and in others.</summary>
    public static IEnumerable<TypeDependency> Of(string assembly) => s_product.Value[assembly];

    /// <summary>What the types of these assemblies use, by the assembly's name.</summary>
    public static ILookup<string, TypeDependency> Read(IEnumerable<Assembly> assemblies)
    {
        var architecture = new ArchLoader().LoadAssemblies([.. assemblies]).Build();
        return architecture.Types
            .Where(type => type.Namespace.FullName.StartsWith("AuthDemo.", StringComparison.Ordinal))
            .SelectMany(type => type.Dependencies.Where(dependency => dependency.Target is not GenericParameter), (type, dependency) => (
                Assembly: type.Assembly.Name.Split(',')[0],
                Dependency: new TypeDependency(
                    type.FullName, type.Namespace.FullName, dependency.Target.FullName, dependency.Target.Namespace?.FullName ?? "")))
            .Where(row => row.Dependency.Origin != row.Dependency.Target)
            .Distinct()
            .ToLookup(row => row.Assembly, row => row.Dependency);
    }
}

/// <summary>One type uses another.</summary>
internal sealed record TypeDependency(string Origin, string OriginNamespace, string Target, string TargetNamespace)
{
    /// <summary>Whether the used type is in this namespace or below it.</summary>
    public bool TargetIsIn(string root) =>
        TargetNamespace == root || TargetNamespace.StartsWith(root + ".", StringComparison.Ordinal);

    public override string ToString() => $"{Origin} uses {Target}";
}

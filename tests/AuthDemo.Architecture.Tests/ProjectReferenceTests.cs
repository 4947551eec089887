using System.Xml.Linq;

namespace AuthDemo.Architecture.Tests;

/// <summary>Each project of <c>src/</c> references the projects listed here, and no others. docs/architecture.md says why.</summary>
public sealed class ProjectReferenceTests
{
    public static TheoryData<string, string[]> Allowed { get; } = new()
    {
        { Assemblies.Configuration, [] },
        { Assemblies.Journal, [Assemblies.Configuration, Assemblies.Sessions] },
        { Assemblies.PythonHost, [Assemblies.Configuration] },
        { Assemblies.Sessions, [Assemblies.Configuration, Assemblies.PythonHost, Assemblies.Signatures] },
        { Assemblies.Signatures, [] },
        { Assemblies.Simulator, [] },
        { Assemblies.SimulatorClient, [] },
        { Assemblies.Web, [Assemblies.Configuration, Assemblies.Journal, Assemblies.PythonHost, Assemblies.Sessions, Assemblies.Simulator] },
    };

    [Fact]
    public void Projects_AreAllListed() => Assert.Equal(Assemblies.All, Allowed.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Allowed))]
    public void ProjectFile_ReferencesExactlyWhatIsAllowed(string project, string[] allowed)
    {
        var file = XDocument.Load(Repository.PathOf("src", project, $"{project}.csproj"));
        var referenced = file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));

        Assert.Equal(allowed.Order(StringComparer.Ordinal), referenced.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Code_UsesNoProjectThatItReachesOnlyThroughAnother(string project, string[] allowed)
    {
        var used = Assemblies.Load(project).GetReferencedAssemblies().Select(assembly => assembly.Name!)
            .Where(name => name.StartsWith("AuthDemo.", StringComparison.Ordinal));

        Rule.IsBrokenByNone(used.Except(allowed));
    }
}

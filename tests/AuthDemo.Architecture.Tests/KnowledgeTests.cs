using System.Reflection;

namespace AuthDemo.Architecture.Tests;

/// <summary>What a project must never know: docs/architecture.md.</summary>
public sealed class KnowledgeTests
{
    private const string Blazor = "Microsoft.AspNetCore.Components";

    [Fact]
    public void PythonHost_DoesNotKnowBankId()
    {
        Rule.IsBrokenByNone(SourceFile.Below("src/AuthDemo.PythonHost", ".cs", ".py", ".targets", ".csproj").SelectMany(file => file.Find("bankid")));
        foreach (var other in Assemblies.All.Except([Assemblies.PythonHost, Assemblies.Configuration]))
            AssertUsesNone(Assemblies.PythonHost, other);
    }

    [Theory]
    [InlineData(Blazor)]
    [InlineData("MudBlazor")]
    [InlineData(Assemblies.Simulator)]
    public void Sessions_DoNotKnowPagesOrTheSimulator(string forbidden) => AssertUsesNone(Assemblies.Sessions, forbidden);

    [Theory]
    [InlineData(Blazor)]
    [InlineData("MudBlazor")]
    [InlineData(Assemblies.PythonHost)]
    public void Journal_DoesNotKnowPagesOrPython(string forbidden) => AssertUsesNone(Assemblies.Journal, forbidden);

    [Theory]
    [InlineData("AuthDemo", Assemblies.Signatures)]
    [InlineData("System.Net.Http", null)]
    [InlineData("Microsoft.AspNetCore", null)]
    public void Signatures_DoNotKnowSessionsOrHttp(string forbidden, string? except) => AssertUsesNone(Assemblies.Signatures, forbidden, except);

    [Theory]
    [InlineData(Assemblies.Simulator)]
    [InlineData(Assemblies.SimulatorClient)]
    public void Simulator_KnowsNoOtherProject(string assembly) => AssertUsesNone(assembly, "AuthDemo", except: assembly);

    [Theory]
    [InlineData("orderRef")]
    [InlineData("qrStartSecret")]
    public void Web_DoesNotKnowBankIdsSecrets(string secret) =>
        Rule.IsBrokenByNone(((string[])["src/AuthDemo.Web", "wwwroot"])
            .SelectMany(folder => SourceFile.Below(folder, ".cs", ".razor", ".js", ".resx"))
            .SelectMany(file => file.Find(secret)));

    [Fact]
    public void OnlyPythonHost_TouchesPythonsNativeApi()
    {
        var others = Assemblies.All.Where(assembly => assembly != Assemblies.PythonHost).ToList();
        var uses = others.SelectMany(TypeDependencies.Of).Where(dependency =>
            dependency.TargetIsIn("Python.Runtime") || dependency.TargetIsIn("AuthDemo.PythonHost.Embedded")
            // Loads ICU, before .NET would end the process for want of it.
            || dependency is { Target: "System.Runtime.InteropServices.NativeLibrary", Origin: not "AuthDemo.Web.Localization.IcuCheck" });
        var imports = others.SelectMany(assembly => Assemblies.Load(assembly).GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            .Select(method => $"{method.DeclaringType}.{method.Name} imports {method.GetCustomAttribute<System.Runtime.InteropServices.DllImportAttribute>()?.Value}")
            .Where(import => import.Contains("python", StringComparison.OrdinalIgnoreCase));

        Rule.IsBrokenByNone(uses.Select(use => $"{use}").Concat(imports));
    }

    /// <summary>No type of the assembly uses a type of this namespace or of one below it.</summary>
    private static void AssertUsesNone(string assembly, string forbidden, string? except = null) =>
        Rule.IsBrokenByNone(TypeDependencies.Of(assembly).Where(dependency => dependency.TargetIsIn(forbidden) && !(except is not null && dependency.TargetIsIn(except))));
}

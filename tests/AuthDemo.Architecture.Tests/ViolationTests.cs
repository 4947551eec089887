namespace AuthDemo.Architecture.Tests;

/// <summary>The rules of this project detect violations: each is applied to one.</summary>
public sealed class ViolationTests
{
    [Fact]
    public void Dependencies_OnOtherProjectsAndPackages_AreFound()
    {
        Assert.Contains(TypeDependencies.Of(Assemblies.Sessions), dependency => dependency.TargetIsIn(Assemblies.PythonHost));
        Assert.Contains(TypeDependencies.Of(Assemblies.Web), dependency => dependency.TargetIsIn("Microsoft.AspNetCore.Components"));
        Assert.Contains(TypeDependencies.Of(Assemblies.Web), dependency => dependency.TargetIsIn("MudBlazor"));
        Assert.Contains(TypeDependencies.Of(Assemblies.Sessions), dependency => dependency.TargetIsIn("System.Net.Http"));
        Assert.Contains(TypeDependencies.Of(Assemblies.PythonHost), dependency => dependency.Target == "System.Runtime.InteropServices.NativeLibrary");
    }

    [Fact]
    public void Dependencies_InLambdasAndAsyncMethods_AreFound()
    {
        var here = TypeDependencies.Read([typeof(ViolationTests).Assembly])["AuthDemo.Architecture.Tests"].ToList();

        Assert.Contains(here, dependency => dependency.Target == "System.Net.Dns");
        Assert.Contains(here, dependency => dependency.Target == "System.Net.Sockets.TcpListener");
    }

    private static Func<Task<string>> UsesInAnAsyncLambda() => async () => (await System.Net.Dns.GetHostEntryAsync("")).HostName;

    private static async Task UsesInAnAsyncMethodAsync()
    {
        await Task.Yield();
        new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0).Start();
    }

    [Fact]
    public void Dependency_IsInANamespaceOrBelowIt_NotInOneThatBeginsAlike()
    {
        var dependency = new TypeDependency("A.B", "A", "AuthDemo.Simulator.Client.Phone", "AuthDemo.Simulator.Client");

        Assert.True(dependency.TargetIsIn("AuthDemo.Simulator"));
        Assert.False(dependency.TargetIsIn("AuthDemo.Sim"));
    }

    [Fact]
    public void Text_IsFoundInAnyCase_WithItsPlace() =>
        Assert.Equal(["made-up.cs:2: var OrderRef = 1;"], new SourceFile("made-up.cs", ["", "  var OrderRef = 1;"]).Find("orderref"));

    [Fact]
    public void Cycles_DirectAndIndirect_AreFoundOnce()
    {
        (string, string)[] edges = [("A", "B"), ("B", "A"), ("B", "C"), ("C", "D"), ("D", "B"), ("D", "E")];

        Assert.Equal(["A B A", "B C D B"], FolderCycles.In(edges).Select(cycle => string.Join(' ', cycle)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cycles_InALayeredGraph_AreNone() => Assert.Empty(FolderCycles.In([("A", "B"), ("A", "C"), ("B", "C")]));

    [Fact]
    public void Types_AreMeasuredOverAllTheirParts()
    {
        SourceFile[] files =
        [
            new("src/X/A.cs", ["namespace X;", "", "public sealed partial class A(", "    int b)", "{", "    void C()", "    {", "    }", "}"]),
            new("src/X/A.Part.cs", ["partial class A", "{", "}", "", "internal sealed record D(", "    int E);", "", "public enum F { G, H }"]),
            new("src/X/A.razor", ["<p>", "</p>"]),
        ];

        Assert.Equal(
            [new("src/X/A", 12, 3), new("src/X/D", 2, 1), new("src/X/F", 1, 1)],
            TypeSize.Of(files).OrderBy(type => type.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void Constructors_OfServicesAreCounted_ThoseOfDataRecordsAreNot() =>
        Assert.Equal([new(typeof(Service).FullName!, 8)], ConstructorSize.Of([typeof(Service), typeof(Data)]).Where(constructor => constructor.Parameters > 7));

    private sealed class Service
    {
        public Service(int a, int b, int c, int d, int e, int f, int g, int h) => Sum = a + b + c + d + e + f + g + h;

        public int Sum { get; }
    }

    private sealed record Data(int A, int B, int C, int D, int E, int F, int G, int H);
}

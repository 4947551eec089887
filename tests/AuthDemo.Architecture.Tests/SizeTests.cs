namespace AuthDemo.Architecture.Tests;

/// <summary>How large a class, a file and a constructor may be.</summary>
public sealed class SizeTests
{
    private const int LinesOfAType = 300;
    private const int LinesOfAFile = 350;
    private const int Parameters = 7;

    [Fact]
    public void Types_HaveAtMost300Lines_OverAllTheirParts() =>
        Rule.IsBrokenByNone(TypeSize.Of(SourceFile.Below("src", ".cs", ".razor")).Where(type => type.Lines > LinesOfAType));

    [Theory]
    [InlineData("src", ".cs", ".razor", ".py", ".js", ".css")]
    [InlineData("tests", ".cs", ".razor", ".py")]
    [InlineData("python-bankid", ".py")]
    [InlineData("wwwroot", ".js", ".css")]
    public void Files_HaveAtMost350Lines(string folder, params string[] extensions) =>
        Rule.IsBrokenByNone(SourceFile.Below(folder, extensions).Where(file => file.Lines.Count > LinesOfAFile).Select(file => $"{file.Path}: {file.Lines.Count} lines"));

    [Fact]
    public void Constructors_HaveAtMostSevenParameters() =>
        Rule.IsBrokenByNone(Assemblies.All.SelectMany(assembly => ConstructorSize.Of(Assemblies.Load(assembly).GetTypes())).Where(constructor => constructor.Parameters > Parameters));
}

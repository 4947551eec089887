using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Packaging;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Packaging;

/// <summary>Publishing a project stages what its lock file asks for, without a network, and a host serves it.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly TemporaryFolder _scratch = new();

    public PublishTests() => File.WriteAllText(_scratch["some.proj"], $"""
        <Project>
          <PropertyGroup>
            <PublishDir>{_scratch["published"]}/</PublishDir>
            <PythonLockFile>{_scratch["requirements.lock"]}</PythonLockFile>
            <PythonWheels>{_scratch["wheels"]}</PythonWheels>
          </PropertyGroup>
          <Import Project="{Path.Combine(AppContext.BaseDirectory, "Packaging", "StagePackages.targets")}" />
          <Target Name="Publish" />
        </Project>
        """);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Publish_LockFileNamesAWheel_PackagesAreStagedAndServed()
    {
        var python = await WithPipAsync();
        await LockAsync(await MakeWheelAsync());
        Assert.Equal("", await PublishAsync(python));
        var staged = _scratch["published/python-packages"];
        Assert.Null(StagedPackages.Check(staged));

        var arrangement = Arrangement.All.First(a => a.Kind == ArrangementKind.Workers).With("Python:Packages", staged).With("Python:Preload:1", "parcel");
        await using var probe = new ProbeHost(arrangement.Settings);
        Assert.Equal("from the wheel"u8.ToArray(), Assert.IsType<PythonReply.Returned>(await probe.CallAsync(new PythonCall("parcel.answer", default))).Payload.ToArray());
    }

    [Fact]
    public async Task Publish_WheelIsNotTheOneThatWasLocked_PublishFails()
    {
        var python = await WithPipAsync();
        await MakeWheelAsync();
        await LockAsync(new string('0', 64));
        Assert.Contains("stage: pip failed; nothing was staged", await PublishAsync(python), StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch["published/python-packages/packages.sha256"]));
    }

    [Theory, InlineData(null), InlineData("# nothing yet\n\n")]
    public async Task Publish_LockFileIsNotThereOrAsksForNothing_NothingIsStaged(string? locked)
    {
        if (locked is not null)
            await File.WriteAllTextAsync(_scratch["requirements.lock"], locked);
        Assert.Equal("", await PublishAsync(Pythons.Newest));
        Assert.False(Directory.Exists(_scratch["published/python-packages"]));
    }

    private static async Task<PythonDescription> WithPipAsync()
    {
        foreach (var python in Pythons.All)
            if ((await ChildProcess.RunAsync(python.Executable, "-m", "pip", "--version")).ExitCode == 0)
                return python;
        Assert.Skip("No Python with pip is installed.");
        return null!;
    }

    /// <summary>A wheel made by hand: an archive with the package and three files about it. Its hash.</summary>
    private async Task<string> MakeWheelAsync()
    {
        Directory.CreateDirectory(_scratch["wheels"]);
        var wheel = _scratch["wheels/parcel-1.0-py3-none-any.whl"];
        await using (var zip = await ZipFile.OpenAsync(wheel, ZipArchiveMode.Create))
        {
            Entry(zip, "parcel/__init__.py", "def answer(_):\n    return b'from the wheel'\n");
            Entry(zip, "parcel-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: parcel\nVersion: 1.0\n");
            Entry(zip, "parcel-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            Entry(zip, "parcel-1.0.dist-info/RECORD", "");
        }
        return Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(wheel)));
    }

    private Task LockAsync(string hash) => File.WriteAllTextAsync(_scratch["requirements.lock"], $"# by hand\nparcel==1.0 --hash=sha256:{hash}\n");

    /// <summary>Empty when it succeeded, else what was said.</summary>
    private async Task<string> PublishAsync(PythonDescription python)
    {
        var build = await ChildProcess.RunAsync("dotnet", "msbuild", _scratch["some.proj"], "-t:Publish", "-nologo", "-nodeReuse:false", $"-p:PythonForStaging={python.Executable}");
        return build.ExitCode == 0 ? "" : build.Output + build.Errors;
    }

    private static void Entry(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }
}

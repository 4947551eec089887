using System.Security.Cryptography;
using AuthDemo.PythonHost.Packaging;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Packaging;

public sealed class StagedPackagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StagedPackagesTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "parcel"));
        Write("parcel/__init__.py", "def answer(request):\n    return b'from the parcel'\n");
        WriteManifest("parcel/__init__.py");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Check_AsStaged_IsAccepted() => Assert.Null(StagedPackages.Check(_folder.FullName));

    [Fact]
    public void Check_BytecodeWasWrittenSince_IsAccepted()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "parcel", "__pycache__"));
        Write("parcel/__pycache__/__init__.cpython-313.pyc", "cache");
        Assert.Null(StagedPackages.Check(_folder.FullName));
    }

    [Fact]
    public void Check_FileWasChanged_IsNamed()
    {
        Write("parcel/__init__.py", "changed");
        Assert.Equal(Failure("parcel/__init__.py has been changed"), StagedPackages.Check(_folder.FullName));
    }

    [Fact]
    public void Check_FileIsMissing_IsNamed()
    {
        File.Delete(Path.Combine(_folder.FullName, "parcel", "__init__.py"));
        Assert.Equal(Failure("parcel/__init__.py is missing"), StagedPackages.Check(_folder.FullName));
    }

    [Fact]
    public void Check_FileWasAdded_IsNamed()
    {
        Write("sitecustomize.py", "");
        Assert.Equal(Failure("sitecustomize.py is not in packages.sha256"), StagedPackages.Check(_folder.FullName));
    }

    [Fact]
    public void Check_ManifestIsMissingOrBroken_SaysSo()
    {
        Write(StagedPackages.Manifest, "no hash");
        Assert.Equal(Failure("packages.sha256 has a line that is not 'sha256  path'"), StagedPackages.Check(_folder.FullName));
        Write(StagedPackages.Manifest, new string('0', 64) + "  ../outside");
        Assert.Equal(Failure("packages.sha256 names a file outside"), StagedPackages.Check(_folder.FullName));
        File.Delete(Path.Combine(_folder.FullName, StagedPackages.Manifest));
        Assert.Equal(Failure("packages.sha256 is missing"), StagedPackages.Check(_folder.FullName));
    }

    [Fact]
    public async Task Start_PackagesAreAsStaged_TheyCanBeImported()
    {
        await using var probe = new ProbeHost(Arrangement.All[0].With("Python:Packages", _folder.FullName).Settings);
        var reply = Assert.IsType<PythonReply.Returned>(await probe.CallAsync(new PythonCall("parcel.answer", default)));
        Assert.Equal("from the parcel"u8.ToArray(), reply.Payload.ToArray());
    }

    [Fact]
    public async Task Start_PackagesWereChanged_CallersAreTold()
    {
        Write("parcel/__init__.py", "changed");
        await using var probe = new ProbeHost(Arrangement.All[0].With("Python:Packages", _folder.FullName).Settings);
        var reply = Assert.IsType<PythonReply.StartFailed>(await probe.CallAsync(new PythonCall("parcel.answer", default)));
        Assert.Equal(Failure("parcel/__init__.py has been changed"), reply.Message);
    }

    [Fact]
    public void Folder_NothingConfigured_IsThePublishedOneIfThereIsOne()
    {
        using var root = new TemporaryFolder();
        Assert.Null(StagedPackages.Folder(null, root.FullName));
        Assert.Equal(root["elsewhere"], StagedPackages.Folder("elsewhere", root.FullName));
        Directory.CreateDirectory(root["python-packages"]);
        Assert.Equal(root["python-packages"], StagedPackages.Folder(null, root.FullName));
    }

    private string Failure(string what) =>
        $"The packages in {_folder.FullName} (Python:Packages) are not as they were staged: {what}. Stage them again with python -m authdemo_host stage.";

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);

    private void WriteManifest(params string[] files) => Write(StagedPackages.Manifest, string.Concat(files.Select(file =>
        $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder.FullName, file))))}  {file}\n")));
}

using System.Text.Json;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Locating;

public sealed class PythonLocatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_NothingConfigured_TakesTheNewestSupported()
    {
        var found = Assert.IsType<Located.Found>(PythonLocator.Find(null, needsLibrary: true, Machine()));
        Assert.Equal(Pythons.Newest.Number, found.Python.Number);
        Assert.Equal("newest supported on this machine", found.How);
    }

    [Fact]
    public void Find_Configured_TakesItThoughNewerOnesExist()
    {
        var oldest = Pythons.All[0];
        var found = Assert.IsType<Located.Found>(PythonLocator.Find(oldest.Executable, needsLibrary: true, Machine()));
        Assert.Equal((oldest.Executable, "Python:Executable"), (found.Python.Executable, found.How));
    }

    [Fact]
    public void Find_VirtualEnvironmentIsActive_TakesIt()
    {
        var oldest = Pythons.All[0];
        var venv = Path.Combine(_folder.FullName, "venv");
        using (var make = System.Diagnostics.Process.Start(oldest.Executable, ["-m", "venv", "--without-pip", venv]))
            make.WaitForExit();
        var found = Assert.IsType<Located.Found>(PythonLocator.Find(null, needsLibrary: true, Machine(("VIRTUAL_ENV", venv))));
        Assert.Equal((Path.Combine(venv, "bin", "python3"), "active virtual environment"), (found.Python.Executable, found.How));
        Assert.Equal(oldest.Library, found.Python.Library);
    }

    [Fact]
    public void Find_ConfiguredAndAnActiveVirtualEnvironment_TakesTheConfigured()
    {
        var found = Assert.IsType<Located.Found>(PythonLocator.Find(Pythons.Newest.Executable, needsLibrary: true, Machine(("VIRTUAL_ENV", _folder.FullName))));
        Assert.Equal((Pythons.Newest.Executable, "Python:Executable"), (found.Python.Executable, found.How));
    }

    [Fact]
    public void Find_AnOlderOneComesFirstOnThePath_TakesTheNewest()
    {
        Assert.SkipWhen(Pythons.All.Count < 2, "one Python on this machine");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "python3"), Pythons.All[0].Executable);
        var path = $"{_folder.FullName}:{Path.GetDirectoryName(Pythons.Newest.Executable)}";
        var found = Assert.IsType<Located.Found>(PythonLocator.Find(null, needsLibrary: true, Machine(("PATH", path))));
        Assert.Equal(Pythons.Newest.Number, found.Python.Number);
    }

    [Fact]
    public void Find_OneVersionTwice_TakesTheOneThatComesFirst()
    {
        var first = FakePython.Make(_folder.FullName);
        var path = $"{_folder.FullName}:{Path.GetDirectoryName(Pythons.Newest.Executable)}";
        Assert.Equal(first, Assert.IsType<Located.Found>(PythonLocator.Find(null, needsLibrary: true, Machine(("PATH", path)))).Python.Executable);
    }

    [Fact]
    public void Find_OneIsNamedAfterAnOlderVersionThanTheOneFound_IsNotAsked()
    {
        var asked = Path.Combine(_folder.FullName, "asked");
        Program("python3.12", $"#!/bin/sh\ntouch '{asked}'");
        var newer = FakePython.Make(_folder.FullName, Pythons.Newest with { Version = [3, 13, 99] });

        Assert.Equal(newer, Found(OnPath()).Executable);
        Assert.False(File.Exists(asked));
    }

    [Fact]
    public void Find_OneVersionTwiceAndOneIsNamedAfterIt_TakesTheOneThatComesFirst()
    {
        var answer = JsonSerializer.Serialize(Pythons.Newest);
        var path = $"{Directory.CreateDirectory(Path.Combine(_folder.FullName, "first")).FullName}:{_folder.FullName}";
        var named = Program("first/python3.13", $"#!/bin/sh\necho '{answer.Replace(Pythons.Newest.Executable, "/named", StringComparison.Ordinal)}'");
        var unnamed = FakePython.Make(_folder.FullName);

        Assert.Equal("/named", Found(Machine(("PATH", path))).Executable);
        File.Delete(named);
        Assert.Equal(unnamed, Found(Machine(("PATH", path))).Executable);
    }

    [Fact]
    public void Find_OneHasNoSharedLibrary_TakesTheNextUnlessNoneIsNeeded()
    {
        var without = FakePython.Make(_folder.FullName, Pythons.Newest with { Version = [3, 13, 99], LibraryFolders = [] });
        Assert.Equal(Pythons.Newest.Number, Assert.IsType<Located.Found>(PythonLocator.Find(null, needsLibrary: true, OnPath())).Python.Number);
        Assert.Equal(without, Assert.IsType<Located.Found>(PythonLocator.Find(null, needsLibrary: false, OnPath())).Python.Executable);
    }

    [Fact]
    public void Find_NewerThanVerified_IsTakenOnlyWhenItIsConfigured()
    {
        var newer = FakePython.Make(_folder.FullName, Pythons.Newest with { Version = [3, 15, 0] });
        Assert.Equal(Pythons.Newest.Number, Assert.IsType<Located.Found>(PythonLocator.Find(null, needsLibrary: true, OnPath())).Python.Number);
        Assert.Equal(newer, Assert.IsType<Located.Found>(PythonLocator.Find(newer, needsLibrary: true, OnPath())).Python.Executable);
    }

    [Fact]
    public void Find_OnlyPyenvHasNewer_LooksThere()
    {
        var root = Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", ".pyenv");
        Assert.SkipWhen(!Pythons.Newest.Executable.StartsWith(root, StringComparison.Ordinal), "the newest Python is not pyenv's");
        var found = Assert.IsType<Located.Found>(PythonLocator.Find(null, needsLibrary: true, Machine(("PATH", "/nowhere"), ("PYENV_ROOT", root))));
        Assert.Equal(Pythons.Newest.Executable, found.Python.Executable);
    }

    [Fact]
    public void Find_VirtualEnvironmentIsBroken_TakesTheNewest()
    {
        var found = Assert.IsType<Located.Found>(PythonLocator.Find(null, needsLibrary: true, Machine(("VIRTUAL_ENV", "/nowhere"))));
        Assert.Equal("newest supported on this machine", found.How);
    }

    [Theory]
    [InlineData("#!/bin/sh\necho hello", "is not a Python: its answer could not be read")]
    [InlineData("#!/bin/sh\necho '{}'", "is not a Python: its answer")]
    [InlineData("#!/bin/sh\necho broken >&2; exit 4", "ended with exit code 4: broken")]
    [InlineData("not a program", "could not be started: ")]
    public void Find_ConfiguredIsNoPython_SaysWhatItDid(string script, string expected)
    {
        var message = NotFound(Program("python3", script));
        Assert.Contains($"which {expected}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3, 10, 13", "cpython", "libpython3.10.so", false, "which is Python 3.10.13, older than 3.11")]
    [InlineData("3, 12, 0", "pypy", "libpypy.so", false, "which is pypy, not CPython")]
    [InlineData("3, 13, 0", "cpython", "libpython3.13t.so", true, "which is a free-threaded build")]
    [InlineData("3, 12, 9", "cpython", "libpython3.12.so.1.0", false, "which is Python 3.12.9 without its shared library: libpython3.12.so.1.0 is in none of its folders. Install Python 3.11 or newer with its shared library")]
    public void Find_ConfiguredCanNotRunInTheProcess_SaysWhy(string version, string implementation, string library, bool freeThreaded, string expected)
    {
        var answer = $$"""{"executable":"/x","version":[{{version}}],"implementation":"{{implementation}}","base_prefix":"/x","library_folders":["/nowhere"],"library_names":["{{library}}"],"free_threaded":{{(freeThreaded ? "true" : "false")}},"bits":64}""";
        Assert.Contains(expected, NotFound(Program("python3", $"#!/bin/sh\necho '{answer}'")), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoLibraryButNoneIsNeeded_IsFound()
    {
        var answer = """{"executable":"/x","version":[3, 12, 9],"implementation":"cpython","base_prefix":"/x","library_folders":[],"library_names":[],"free_threaded":false,"bits":64}""";
        Assert.IsType<Located.Found>(PythonLocator.Find(Program("python3", $"#!/bin/sh\necho '{answer}'"), needsLibrary: false, Machine()));
    }

    [Fact]
    public void Candidates_PathHasPythons_EachFileOnceAndOnlyPythons()
    {
        var one = Program("python3.12", "");
        Program("python3-config", "");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "python3"), one);
        var candidates = PythonCandidates.OnThisMachine(name => name == "PATH" ? $"{_folder.FullName}:/nowhere:{_folder.FullName}" : null)
            .Where(path => path.StartsWith(_folder.FullName, StringComparison.Ordinal));
        Assert.Equal([Path.Combine(_folder.FullName, "python3")], candidates);
    }

    [Fact]
    public void Candidates_PyenvHasVersions_TheyAreOffered()
    {
        var bin = Directory.CreateDirectory(Path.Combine(_folder.FullName, "versions", "3.12.4", "bin"));
        File.WriteAllText(Path.Combine(bin.FullName, "python3.12"), "");
        var candidates = PythonCandidates.OnThisMachine(name => name == "PYENV_ROOT" ? _folder.FullName : null);
        Assert.Contains(Path.Combine(bin.FullName, "python3.12"), candidates);
    }

    private static Func<string, string?> Machine(params (string Name, string Value)[] changed) =>
        name => changed.FirstOrDefault(change => change.Name == name).Value ?? (name == "VIRTUAL_ENV" ? null : Environment.GetEnvironmentVariable(name));

    /// <summary>This machine, with the test's folder first on the path.</summary>
    private Func<string, string?> OnPath() => Machine(("PATH", $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}"));

    private static PythonDescription Found(Func<string, string?> environment) =>
        Assert.IsType<Located.Found>(PythonLocator.Find(null, needsLibrary: true, environment)).Python;

    private static string NotFound(string executable) =>
        Assert.IsType<Located.NotFound>(PythonLocator.Find(executable, needsLibrary: true, Machine())).Message;

    private string Program(string name, string script)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, script);
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        return path;
    }
}

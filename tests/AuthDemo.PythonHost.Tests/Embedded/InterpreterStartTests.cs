using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Embedded;

/// <summary>Starts that fail, and the choice of pattern: each a typed reply that says what to do.</summary>
public sealed class InterpreterStartTests
{
    public static TheoryData<string> Everywhere => Arrangement.Names(ArrangementKind.Interpreters, ArrangementKind.PythonNet);

    public static TheoryData<string> Interpreters => Arrangement.Names(ArrangementKind.Interpreters);

    public static TheoryData<string> PythonNet => Arrangement.Names(ArrangementKind.PythonNet);

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Start_PreloadedModuleIsMissing_CallersAreTold(string arrangement)
    {
        var message = await StartFailureAsync(Arrangement.Named(arrangement).With("Python:Preload:0", "nowhere"));
        Assert.Equal("A module of Python:Preload could not be imported: builtins.ModuleNotFoundError: No module named 'nowhere'. Check Python:SearchPaths and Python:Preload.",
            message);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Start_PreloadedModuleDoesNotParse_CallersAreTold(string arrangement)
    {
        var message = await StartFailureAsync(Arrangement.Named(arrangement).With("Python:Preload:0", "hosted.unparsable"));
        Assert.StartsWith("A module of Python:Preload could not be imported: builtins.SyntaxError:", message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Interpreters))]
    public async Task Start_ModuleDoesNotLoadWithOwnGil_SaysWhatToSet(string arrangement)
    {
        var message = await StartFailureAsync(Arrangement.Named(arrangement).With("Python:Preload:0", "hosted.native"));
        Assert.Contains("readline does not support loading in subinterpreters", message, StringComparison.Ordinal);
        Assert.EndsWith("Set Python:Pattern to PythonNet or Workers.", message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(PythonNet))]
    public async Task Start_Auto_PythonNetServesAndLoadsEveryModule(string arrangement)
    {
        await using var probe = new ProbeHost(Arrangement.Named(arrangement).With("Python:Pattern", "Auto").With("Python:Preload:0", "hosted.native").Settings);
        Assert.IsType<PythonReply.Returned>(await probe.CallAsync(new PythonCall("hosted.native.answer", default)));
        await probe.LineAsync(line => line.EndsWith(" runs in this process: the main interpreter, driven through pythonnet", StringComparison.Ordinal));
        var status = await probe.StatusAsync();
        Assert.Equal(("pythonnet", 1), (status.Pattern, status.Runners));
    }

    [Fact]
    public async Task Start_InterpretersOnPython311_CallersAreTold()
    {
        var old = Pythons.All.FirstOrDefault(python => !Pythons.HasOwnGil(python));
        Assert.SkipWhen(old is null, "no Python 3.11 on this machine");
        var arrangement = Arrangement.Named($"pythonnet, Python {old.Number}");
        Assert.Equal($"Python:Pattern is Interpreters, which needs Python 3.12 or newer; {old.Executable} is {old.Number}.",
            await StartFailureAsync(arrangement.With("Python:Pattern", "Interpreters")));
    }

    [Fact]
    public async Task Start_ExecutableIsMissing_CallersAreToldWhichKey()
    {
        var message = await StartFailureAsync(Arrangement.All[0].With("Python:Executable", "/nowhere/python3"));
        Assert.StartsWith("Python:Executable is '/nowhere/python3', which does not exist. Install Python 3.11 or newer", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SharedLibraryIsMissing_CallersAreToldWhatToInstall()
    {
        using var scratch = new TemporaryFolder();
        var executable = FakePython.Make(scratch.FullName, Pythons.Newest with { LibraryFolders = [scratch["lib"]] });
        Assert.Equal(
            $"Python:Executable is '{executable}', which is Python {Pythons.Newest.Number} without its shared library: {Pythons.Newest.LibraryNames[0]} is in none of its folders. "
            + "Install Python 3.11 or newer with its shared library (Debian: apt-get install libpython3.11; pyenv: PYTHON_CONFIGURE_OPTS=--enable-shared), "
            + "name it in Python:Executable, or set Python:Pattern to Workers, which needs no shared library.",
            await StartFailureAsync(Arrangement.All[0].With("Python:Executable", executable)));
    }

    [Theory]
    [InlineData("text", "invalid ELF header|file too short")]
    [InlineData("another library", "Unable to find an entry point named 'Py")]
    public async Task Start_SharedLibraryIsNone_CallersAreTold(string content, string expected)
    {
        using var scratch = new TemporaryFolder();
        var library = scratch["libpython.so"];
        if (content == "text")
            await File.WriteAllTextAsync(library, new string('x', 4096));
        else
            File.Copy(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so"), library);
        var executable = FakePython.Make(scratch.FullName, Pythons.Newest with { LibraryFolders = [scratch.FullName], LibraryNames = ["libpython.so"] });
        var message = await StartFailureAsync(Arrangement.All[0].With("Python:Executable", executable));
        Assert.Matches($"^The shared library of Python {Pythons.Newest.Number}, {library}, could not be loaded: (?s).*({expected})", message);
    }

    [Fact]
    public async Task Start_PythonIsTooOld_CallersAreTold()
    {
        var old = PythonCandidates.OnThisMachine(Environment.GetEnvironmentVariable).Select(path => PythonInquiry.Ask(path).Description)
            .FirstOrDefault(python => python is not null && python.Number < PythonLocator.Oldest);
        Assert.SkipWhen(old is null, "no Python older than 3.11 on this machine");
        Assert.StartsWith($"Python:Executable is '{old.Executable}', which is Python {old.Number}, older than 3.11. Install Python 3.11 or newer",
            await StartFailureAsync(Arrangement.All[0].With("Python:Executable", old.Executable)), StringComparison.Ordinal);
    }

    private static async Task<string> StartFailureAsync(Arrangement arrangement)
    {
        await using var probe = new ProbeHost(arrangement.Settings);
        var message = Assert.IsType<PythonReply.StartFailed>(await probe.CallAsync(new PythonCall("hosted.cases.echo", default))).Message;
        Assert.Contains(probe.Log, line => line == $"Error AuthDemo.PythonHost: Python is unavailable: {message}");
        Assert.Equal(PythonHostCondition.Failed, (await probe.StatusAsync()).Condition);
        Assert.Equal(0, await probe.StopAsync());
        return message;
    }
}

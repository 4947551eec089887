namespace AuthDemo.Architecture.Tests;

/// <summary>
/// The protocol module computes and does no I/O: it imports itself and the modules of Python's standard library that are listed here,
/// none of which opens sockets or files, reads clocks, draws random numbers or starts threads. Its terminal program may do I/O.
/// </summary>
public sealed class PythonImportTests
{
    private const string Terminal = "python-bankid/bankid/terminal/";
    private const string EntryPoint = "python-bankid/bankid/__main__.py";

    private static readonly string[] s_protocol =
    [
        "_hashlib", "base64", "binascii", "collections", "dataclasses", "enum", "hmac", "ipaddress", "itertools", "json", "re", "types",
        "typing", "urllib.parse",
    ];

    private static readonly string[] s_terminal =
        [.. s_protocol, "argparse", "http.client", "importlib", "pathlib", "queue", "ssl", "sys", "threading", "time"];

    [Fact]
    public void ProtocolModule_ImportsItselfAndPureStandardModules() => Rule.IsBrokenByNone(Imports(isTerminal: false).Where(import => !IsAllowed(import, s_protocol)));

    [Fact]
    public void ProtocolModule_DoesNotImportItsTerminalProgram() =>
        Rule.IsBrokenByNone(Imports(isTerminal: false).Where(import => import.Module.StartsWith("bankid.terminal", StringComparison.Ordinal)));

    [Fact]
    public void TerminalProgram_ImportsTheModuleAndListedStandardModules() => Rule.IsBrokenByNone(Imports(isTerminal: true).Where(import => !IsAllowed(import, s_terminal)));

    [Theory]
    [InlineData("import socket", "socket")]
    [InlineData("    import time as clock, json  # inside a function", "time")]
    [InlineData("from ssl import SSLContext", "ssl")]
    [InlineData("from . import limits", ".")]
    [InlineData("import http.client", "http.client")]
    public void Import_OfAModuleThatIsNotListed_IsFound(string line, string module) =>
        Assert.Equal([module], PythonImport.Of(new("made_up.py", [line])).Where(import => !IsAllowed(import, s_protocol)).Select(import => import.Module));

    private static IEnumerable<PythonImport> Imports(bool isTerminal) => SourceFile.Below("python-bankid/bankid", ".py")
        .Where(file => isTerminal == (file.Path.StartsWith(Terminal, StringComparison.Ordinal) || file.Path == EntryPoint))
        .SelectMany(PythonImport.Of);

    private static bool IsAllowed(PythonImport import, string[] standard) =>
        standard.Append("bankid").Any(module => import.Module == module || import.Module.StartsWith(module + ".", StringComparison.Ordinal));
}

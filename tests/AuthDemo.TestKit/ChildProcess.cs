using System.Diagnostics;

namespace AuthDemo.TestKit;

/// <summary>Runs a program to its end.</summary>
public static class ChildProcess
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(4);

    /// <summary>Runs the program with these arguments; returns its exit code and what it wrote.</summary>
    public static Task<ProcessResult> RunAsync(string program, params IEnumerable<string> arguments) =>
        RunAsync(new ProcessStartInfo(program, arguments));

    /// <summary>Runs the program; returns its exit code and what it wrote. Kills it after four minutes.</summary>
    /// <param name="start">Program, arguments, environment and working directory; the streams are redirected here.</param>
    /// <param name="input">Bytes for its standard input, which is closed after them.</param>
    public static async Task<ProcessResult> RunAsync(ProcessStartInfo start, ReadOnlyMemory<byte> input = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(s_timeout);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.StandardInput.BaseStream.WriteAsync(input, timeout.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(timeout.Token);
            return new(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} {string.Join(' ', start.ArgumentList)} did not end within {s_timeout}.");
        }
    }
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Errors">What it wrote to its standard error.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Returns the standard output; throws with the standard error when the exit code is not 0.</summary>
    public string OutputOrThrow() =>
        ExitCode == 0 ? Output : throw new InvalidOperationException($"The program ended with {ExitCode}: {Errors}{Output}");
}

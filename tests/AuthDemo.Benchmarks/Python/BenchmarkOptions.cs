using System.Globalization;

namespace AuthDemo.Benchmarks.Python;

/// <summary>The command-line options.</summary>
/// <param name="Seconds">Length of each measurement.</param>
/// <param name="Rounds">The number of rounds; a figure is the median of its rounds.</param>
/// <param name="Calls">Calls of the memory benchmark; a fifth as many raise. 0 leaves it out of <c>python</c>.</param>
/// <param name="Executable">Path of Python; null: a search.</param>
/// <param name="Out">Folder of the report.</param>
internal sealed record BenchmarkOptions(double Seconds, int Rounds, int Calls, string? Executable, string Out)
{
    public static BenchmarkOptions Parse(string[] arguments)
    {
        var options = new BenchmarkOptions(2, 5, 5_000_000, null, "docs");
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} needs a value");
            options = arguments[i] switch
            {
                "--seconds" => options with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
                "--rounds" => options with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--calls" => options with { Calls = int.Parse(value, CultureInfo.InvariantCulture) },
                "--executable" => options with { Executable = value },
                "--out" => options with { Out = value },
                _ => throw new ArgumentException($"unknown option {arguments[i]}"),
            };
        }
        return options;
    }

    /// <summary>For a child process.</summary>
    public IEnumerable<string> Arguments =>
    [
        "--seconds", Seconds.ToString(CultureInfo.InvariantCulture), "--calls", Calls.ToString(CultureInfo.InvariantCulture),
        .. Executable is null ? [] : (string[])["--executable", Executable],
    ];

    /// <summary>The real call: the page asks for the next second's QR code.</summary>
    public static byte[] Advance { get; } = File.ReadAllBytes(AdvanceFile);

    public static string AdvanceFile => Path.Combine(AppContext.BaseDirectory, "advance.json");

    public static string[] SearchPaths => [Path.Combine(AppContext.BaseDirectory, "python-bankid"), Path.Combine(AppContext.BaseDirectory, "python-cases")];
}

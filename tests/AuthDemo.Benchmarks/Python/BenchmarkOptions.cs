using System.Globalization;

namespace AuthDemo.Benchmarks.Python;

/// <summary>What the command line may say.</summary>
internal sealed record BenchmarkOptions(double Seconds, string? Executable, string Out)
{
    public static BenchmarkOptions Parse(string[] arguments)
    {
        var options = new BenchmarkOptions(3, null, "docs");
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            options = arguments[i] switch
            {
                "--seconds" => options with { Seconds = double.Parse(arguments[i + 1], CultureInfo.InvariantCulture) },
                "--executable" => options with { Executable = arguments[i + 1] },
                "--out" => options with { Out = arguments[i + 1] },
                _ => throw new ArgumentException($"unknown option {arguments[i]}"),
            };
        }
        return options;
    }

    public IEnumerable<string> Arguments =>
    [
        "--seconds", Seconds.ToString(CultureInfo.InvariantCulture), .. Executable is null ? [] : (string[])["--executable", Executable],
    ];

    /// <summary>The real call: the page asks for the next second's QR code.</summary>
    public static byte[] Advance { get; } = File.ReadAllBytes(AdvanceFile);

    public static string AdvanceFile => Path.Combine(AppContext.BaseDirectory, "advance.json");

    public static string[] SearchPaths => [Path.Combine(AppContext.BaseDirectory, "python-bankid"), Path.Combine(AppContext.BaseDirectory, "python-cases")];
}

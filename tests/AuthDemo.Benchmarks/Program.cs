using AuthDemo.Benchmarks;
using AuthDemo.Benchmarks.ConsoleGrid;
using AuthDemo.Benchmarks.Python;

return args switch
{
    ["python", .. var options] => await PatternBenchmark.RunAsync(BenchmarkOptions.Parse(options)),
    ["python-memory", .. var options] => await MemoryBenchmark.RunAsync(BenchmarkOptions.Parse(options)),
    ["python-child", "memory", .. var options] => await MemoryBenchmark.RunChildAsync(BenchmarkOptions.Parse(options)),
    ["python-child", var pattern, .. var options] => await PatternMeasurement.RunAsync(pattern, BenchmarkOptions.Parse(options)),
    ["journal", .. var options] => await JournalAsync(options),
    ["console-pictures", var folder, .. var more] => await ConsoleScreenshots.TakeAsync(folder, more is ["all"]),
    ["console"] => await ConsoleBenchmark.RunAsync(),
    _ => Usage(),
};

static async Task<int> JournalAsync(string[] options)
{
    await JournalBenchmark.RunAsync(options);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("""
        python         all patterns on the real advance call: table, Markdown and chart; ends with python-memory
        python-memory  5 million calls and 1 million that raise in this process; exit code 1 when memory grows
        journal        the journal's writes with and without group commit; [postgres-connection-string]
        console        the console's grid with 10,000 sessions, 500 of them running, in a real Chromium (AUTHDEMO_CHROMIUM, or /usr/bin/chromium)
        console-pictures FOLDER [all]  the screenshots of docs/console.md (docs/images/console); all: every page in both themes, widths and languages
        options        of the Python ones: --seconds 2 (each measurement)  --rounds 5  --calls 5000000 (0: no python-memory)
                       --executable PATH (of Python)  --out FOLDER (default docs)
        """);
    return 2;
}

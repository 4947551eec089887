using AuthDemo.Benchmarks.Python;

return args switch
{
    ["python", .. var options] => await PatternBenchmark.RunAsync(BenchmarkOptions.Parse(options)),
    ["python-memory", .. var options] => await MemoryBenchmark.RunAsync(BenchmarkOptions.Parse(options)),
    ["python-child", var pattern, .. var options] => await PatternMeasurement.RunAsync(pattern, BenchmarkOptions.Parse(options)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        python         all patterns on the real advance call: table, Markdown and chart
        python-memory  5 million calls and 1 million raising calls in this process
        options        --seconds 3 (each measurement)  --executable PATH (of Python)  --out FOLDER (default docs)
        """);
    return 2;
}

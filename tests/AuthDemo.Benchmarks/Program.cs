using AuthDemo.Benchmarks;

switch (args)
{
    case ["journal", .. var rest]:
        await JournalBenchmark.RunAsync(rest);
        return 0;
    default:
        Console.Error.WriteLine("dotnet run -c Release --project tests/AuthDemo.Benchmarks -- journal [postgres-connection-string]");
        return 2;
}

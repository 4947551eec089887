using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Persons;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Verification;
using AuthDemo.Journal.Writing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal.Commands;

/// <summary>
/// <c>journal verify</c>, <c>journal export</c>, <c>journal erase</c>: what is done to the journal from a shell, while the service
/// runs or not. The personal number is asked for on standard input, never taken from the command line, which every user of the
/// machine can read in the list of processes.
/// </summary>
public static class JournalCommands
{
    /// <summary>The first argument that leads here.</summary>
    public const string Verb = "journal";

    private const int Done = 0;
    private const int Failed = 1;
    private const int Misused = 2;
    private const int Unavailable = 3;

    private const string Usage =
        """
        journal verify    checks the chain of the whole log; names the first broken entry
        journal export    prints everything on one person as JSON
        journal erase     makes everything personal on one person unreadable for good; ask for yes first

        export and erase ask for the personal number on standard input. Configuration is the service's own (section Journal);
        further settings as --Journal:DataFolder=… . Ends with 0 when done, 1 when the chain is broken or nothing was found,
        2 for a wrong call, 3 when the journal cannot be reached.
        """;

    /// <summary>The arguments are a command to the journal.</summary>
    public static bool Handles(string[] args) => args is [Verb, ..];

    /// <summary>Runs a command with the service's configuration and ends with its exit code.</summary>
    /// <param name="args">All arguments, <see cref="Verb"/> first.</param>
    /// <param name="contentRoot">The service's content root, where <c>appsettings.json</c> is.</param>
    public static Task<int> RunAsync(string[] args, string contentRoot) =>
        RunAsync(args, contentRoot, System.Console.In, System.Console.Out, System.Console.Error, configure: null);

    internal static async Task<int> RunAsync(
        string[] args, string contentRoot, TextReader input, TextWriter output, TextWriter error, Action<IHostApplicationBuilder>? configure)
    {
        if (args is not [Verb, "verify" or "export" or "erase", .. var settings] || settings.Any(setting => !setting.StartsWith("--", StringComparison.Ordinal)))
        {
            await error.WriteLineAsync(Usage);
            return Misused;
        }
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = contentRoot });
        // What is printed is the answer; the log goes to the other stream.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddJournal();
        configure?.Invoke(builder);
        using var host = builder.Build();
        try
        {
            _ = host.Services.GetRequiredService<IOptions<JournalOptions>>().Value;
        }
        catch (OptionsValidationException invalid)
        {
            foreach (var failure in invalid.Failures)
                await error.WriteLineAsync(failure);
            return Misused;
        }
        // Only the writer: the retention job and the rest are the service's.
        await using var writer = host.Services.GetRequiredService<JournalWriter>();
        await writer.StartAsync(CancellationToken.None);
        return args[1] switch
        {
            "verify" => await VerifyAsync(host.Services, output, error),
            "export" => await ExportAsync(host.Services, input, output, error),
            _ => await EraseAsync(host.Services, input, output, error),
        };
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, TextWriter output, TextWriter error)
    {
        switch (await services.GetRequiredService<HashChainVerifier>().VerifyAsync(checkpoint: null, isFull: true))
        {
            case JournalResult<ChainStatus>.Success { Value: ChainStatus.Intact whole }:
                await output.WriteLineAsync($"The chain is whole: entries {whole.From} to {whole.Through}. The last hash is {whole.Hash}.");
                return Done;
            case JournalResult<ChainStatus>.Success { Value: ChainStatus.Broken broken }:
                await output.WriteLineAsync($"The chain is broken at entry {broken.Seq}. {broken.Fault.Sentence()}");
                return Failed;
            case var other:
                return await UnavailableAsync(error, (other as JournalResult<ChainStatus>.Unavailable)?.Failure);
        }
    }

    private static async Task<int> ExportAsync(IServiceProvider services, TextReader input, TextWriter output, TextWriter error)
    {
        if (await ReadNumberAsync(input, error) is not { } number)
            return Misused;
        switch (await services.GetRequiredService<IPersonData>().ExportAsync(number, ActorNames.CommandLine))
        {
            case JournalResult<PersonExport>.Success { Value.Sessions.Count: 0 }:
                await error.WriteLineAsync("The journal holds nothing on this person.");
                return Failed;
            case JournalResult<PersonExport>.Success known:
                await output.WriteLineAsync(known.Value.ToJson());
                return Done;
            case var other:
                return await UnavailableAsync(error, (other as JournalResult<PersonExport>.Unavailable)?.Failure);
        }
    }

    private static async Task<int> EraseAsync(IServiceProvider services, TextReader input, TextWriter output, TextWriter error)
    {
        if (await ReadNumberAsync(input, error) is not { } number)
            return Misused;
        await error.WriteAsync("This cannot be undone. Type yes to erase: ");
        if ((await input.ReadLineAsync())?.Trim() != "yes")
        {
            await error.WriteLineAsync("Nothing was erased.");
            return Misused;
        }
        switch (await services.GetRequiredService<IPersonData>().EraseAsync(number, ActorNames.CommandLine))
        {
            case JournalResult<Erasure>.Success { Value: var erasure }:
                await output.WriteLineAsync($"Erased: {erasure.Sessions} sessions. Still running and left alone: {erasure.Running}.");
                return erasure is { Sessions: 0 } or { Running: > 0 } ? Failed : Done;
            case var other:
                return await UnavailableAsync(error, (other as JournalResult<Erasure>.Unavailable)?.Failure);
        }
    }

    private static async Task<PersonalNumber?> ReadNumberAsync(TextReader input, TextWriter error)
    {
        await error.WriteAsync("Personal number (YYYYMMDDNNNN): ");
        if (PersonalNumber.TryParse(await input.ReadLineAsync(), out var number, out var wrong))
            return number;
        await error.WriteLineAsync(wrong);
        return null;
    }

    private static async Task<int> UnavailableAsync(TextWriter error, JournalFailure? trouble)
    {
        await error.WriteLineAsync($"The journal cannot be reached: {trouble?.Code()}. Nothing was changed.");
        return Unavailable;
    }
}

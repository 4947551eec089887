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
/// The commands <c>journal verify</c>, <c>journal export</c> and <c>journal erase</c>, for use while the service runs or not. The personal
/// number is read from standard input, not from the arguments, which every user of the machine can see in the process list.
/// </summary>
public static class JournalCommands
{
    /// <summary>The first argument of every command.</summary>
    public const string Verb = "journal";

    private const int Done = 0;
    private const int Failed = 1;
    private const int Misused = 2;
    private const int Unavailable = 3;

    private const string Usage =
        """
        journal verify    verifies the hash chain of the whole audit log; prints the first broken entry
        journal export    prints all data on one person as JSON
        journal erase     erases all personal data on one person irrevocably; asks for confirmation

        export and erase read the personal number from standard input. The configuration is the service's (section Journal);
        override settings with --Journal:DataFolder=… . Exit codes: 0 success, 1 the chain is broken or no data was found,
        2 invalid arguments, 3 the journal is unavailable.
        """;

    /// <summary>The arguments are a journal command.</summary>
    public static bool Handles(string[] args) => args is [Verb, ..];

    /// <summary>Runs a command with the service's configuration; returns the exit code.</summary>
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
        // Standard output holds only the command's result; the log goes to standard error.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddJournalWithoutProductionRules();
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
        // Only the writer is started; the background jobs are the service's.
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
        var result = await services.GetRequiredService<HashChainVerifier>().VerifyAsync(checkpoint: null, isFull: true);
        return await result.Match(
            async status =>
            {
                if (status is ChainStatus.Broken broken)
                {
                    await output.WriteLineAsync($"The chain is broken at entry {broken.Seq}. {broken.Fault.Sentence()}");
                    return Failed;
                }
                var intact = (ChainStatus.Intact)status;
                await output.WriteLineAsync($"The chain is whole: entries {intact.From} to {intact.Through}. The last hash is {intact.Hash}.");
                return Done;
            },
            failure => UnavailableAsync(error, failure));
    }

    private static async Task<int> ExportAsync(IServiceProvider services, TextReader input, TextWriter output, TextWriter error)
    {
        if (await ReadNumberAsync(input, error) is not { } number)
            return Misused;
        var result = await services.GetRequiredService<IPersonData>().ExportAsync(number, ActorNames.CommandLine);
        return await result.Match(
            async export =>
            {
                if (export.Sessions.Count == 0)
                {
                    await error.WriteLineAsync("The journal holds nothing on this person.");
                    return Failed;
                }
                await output.WriteLineAsync(export.ToJson());
                return Done;
            },
            failure => UnavailableAsync(error, failure));
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
        var result = await services.GetRequiredService<IPersonData>().EraseAsync(number, ActorNames.CommandLine);
        return await result.Match(
            async erasure =>
            {
                await output.WriteLineAsync($"Erased: {erasure.Sessions} sessions. Still running and left alone: {erasure.Running}.");
                return erasure is { Sessions: 0 } or { Running: > 0 } ? Failed : Done;
            },
            failure => UnavailableAsync(error, failure));
    }

    private static async Task<PersonalNumber?> ReadNumberAsync(TextReader input, TextWriter error)
    {
        await error.WriteAsync("Personal number (YYYYMMDDNNNN): ");
        if (PersonalNumber.TryParse(await input.ReadLineAsync(), out var number, out var problem))
            return number;
        await error.WriteLineAsync(problem);
        return null;
    }

    private static async Task<int> UnavailableAsync(TextWriter error, JournalFailure failure)
    {
        await error.WriteLineAsync($"The journal cannot be reached: {failure.Code()}. Nothing was changed.");
        return Unavailable;
    }
}

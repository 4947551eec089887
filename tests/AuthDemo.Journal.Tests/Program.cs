using AuthDemo.Journal.Tests;
using AuthDemo.Journal.Tests.Hosting;

// With arguments from a test, this program runs a service with a journal, which the test kills or whose disk it fills.
if (JournalProcess.Handles(args))
    return await JournalProcess.RunAsync(args);
if (args.Any(arg => arg is "--server" or "--internal-msbuild-node"))
    return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

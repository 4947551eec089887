using AuthDemo.Journal.Tests;
using AuthDemo.Journal.Tests.Hosting;

// With an argument that a test gives it, this program is a service with a journal, for that test to kill or to starve.
if (JournalProcess.Handles(args))
    return await JournalProcess.RunAsync(args);
if (args.Any(arg => arg is "--server" or "--internal-msbuild-node"))
    return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

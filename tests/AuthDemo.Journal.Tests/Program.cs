using AuthDemo.Journal.Tests;

// With the argument the test gives it, this program is a service that writes to a journal until it is killed or told to stop.
if (args is [JournalProcess.Verb, ..]) return await JournalProcess.RunAsync(args[1..]);
if (args.Any(arg => arg is "--server" or "--internal-msbuild-node"))
    return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

using System.Diagnostics;
using System.IO.Compression;

namespace AuthDemo.Simulator.Client.Tests;

/// <summary>The package as another team gets it: its README's example is this file's, compiled and run.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task Example_Runs()
    {
        await using var shop = await Shop.OpenAsync();
        var phoneUrl = shop.PhoneUrl;

        // README
        using var simulator = new SimulatorClient(phoneUrl); // phoneUrl in simulator.json

        // A page that nobody has pressed anything on has cost nobody an order.
        Assert.Empty(await simulator.OrdersAsync());

        // A user with a phone: the text comes from your page, for instance decoded from a screenshot of its QR code.
        var qrText = await shop.ShowQrCodeAsync();
        var elsa = simulator.Phone("elsa");
        await elsa.ScanAsync(qrText);
        await elsa.EnterCodeAsync();

        // The same device: the link is the href of your page's "open BankID" anchor. The app returns to screen.Redirect.
        var link = await shop.ShowLaunchLinkAsync();
        var omar = simulator.Phone("omar");
        await omar.OpenAsync(link);
        var screen = await omar.EnterCodeAsync();
        Assert.Equal("done", screen.Step);

        // Users without hands, and time: the next order is cancelled by its user after six seconds.
        await simulator.Scenario.PlayNextAsync("user-cancels");
        await shop.ShowQrCodeAsync();
        await simulator.Clock.AdvanceAsync(6);
        Assert.Equal("userCancel", (await simulator.OrdersAsync())[^1].HintCode);

        // Trouble on the way: the next two collects find BankID under maintenance.
        await simulator.Faults.AddNextAsync("maintenance", times: 2, operation: "collect");

        // What did the client do wrong, after all?
        foreach (var finding in await simulator.LintAsync())
            Console.WriteLine($"{finding.Severity} {finding.Rule} ×{finding.Count}: {finding.Advice}");
        // end of README
    }

    [Fact]
    public async Task Example_IsTheReadmes()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Project, "README.md"), TestContext.Current.CancellationToken);
        var source = (await File.ReadAllTextAsync(ThisFile, TestContext.Current.CancellationToken))
            .Split("        // README\n")[1].Split("        // end of README")[0];

        Assert.Equal(readme.Split("```csharp\n")[1].Split("```")[0], source.Replace("\n        ", "\n", StringComparison.Ordinal)[8..]);
    }

    [Fact]
    public async Task Package_HasTheLibraryItsDocumentationAndTheReadme()
    {
        using var folder = new TemporaryFolder();
        var pack = await ChildProcess.RunAsync(
            "dotnet", "pack", Project, "--no-build", "--configuration", Repository.Configuration, "--output", folder.FullName);
        pack.OutputOrThrow();

        using var package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder.FullName, "*.nupkg")));
        var files = package.Entries.Select(entry => entry.FullName).ToList();
        Assert.Contains("README.md", files);
        Assert.Contains("lib/net10.0/AuthDemo.Simulator.Client.dll", files);
        Assert.Contains("lib/net10.0/AuthDemo.Simulator.Client.xml", files);
        using var description = new StreamReader(package.GetEntry("AuthDemo.Simulator.Client.nuspec")!.Open());
        Assert.DoesNotContain("<dependency ", await description.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string Project => Repository.PathOf("src", "AuthDemo.Simulator.Client");

    private static string ThisFile => Repository.PathOf("tests", "AuthDemo.Simulator.Client.Tests", "ReadmeTests.cs");
}

using System.Runtime.Versioning;
using AuthDemo.Journal.Tests.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal.Tests;

/// <summary>Who can read the journal's files.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileModeTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Public = OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FilesInAFolderThatExists_AreMadeReadableByTheServiceOnly(bool withFiles)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes on Windows.");
        using var database = TestDatabase.NewSqlite();
        Directory.CreateDirectory(database.Folder!, Public);
        if (withFiles)
        {
            await (await TestJournal.StartAsync(database.Settings)).DisposeAsync();
            foreach (var file in Directory.GetFiles(database.Folder!))
                File.SetUnixFileMode(file, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        await using var journal = await TestJournal.StartAsync(database.Settings);

        var files = Directory.GetFiles(database.Folder!, "*", SearchOption.AllDirectories);
        Assert.Contains("journal.db", files.Select(Path.GetFileName));
        Assert.All(files, file => Assert.Equal((file, OwnerOnly), (file, File.GetUnixFileMode(file))));
    }

    [Fact]
    public async Task ProductionFolderThatOthersCanRead_IsRefusedWithTheCommandThatMendsIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes on Windows.");
        using var database = TestDatabase.NewSqlite();
        database.Settings["Journal:UnprotectedKeys"] = "true";
        Directory.CreateDirectory(database.Folder!, Public);
        File.SetUnixFileMode(database.Folder!, Public); // the process's mask does not apply

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(StartAsync);
        File.SetUnixFileMode(database.Folder!, OwnerOnly | UnixFileMode.UserExecute); // what the command does
        await (await StartAsync()).DisposeAsync();

        Assert.Equal(
            [$"Journal:DataFolder must be a folder that only the service's user can access: run chmod 700 '{database.Folder}'; given: mode 755."],
            refused.Failures);

        Task<TestJournal> StartAsync() => TestJournal.StartAsync(database.Settings, environment: Environments.Production);
    }

    [Fact]
    public async Task ProductionWithoutAKeyCertificate_IsRefusedUnlessItSaysSo()
    {
        using var database = TestDatabase.NewSqlite();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TestJournal.StartAsync(database.Settings, environment: Environments.Production));
        database.Settings["Journal:UnprotectedKeys"] = "true";
        await (await TestJournal.StartAsync(database.Settings, environment: Environments.Production)).DisposeAsync();

        Assert.Equal(
            ["Journal:KeyCertificate:Path must name a PKCS #12 file that protects the keys in the journal; to store them in clear text, set Journal:UnprotectedKeys=true."],
            refused.Failures);
    }
}

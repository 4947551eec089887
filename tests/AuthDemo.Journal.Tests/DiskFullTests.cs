using System.Diagnostics;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Journal.Verification;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Tests;

/// <summary>
/// A real small disk: the service runs in a process of its own, in a mount namespace with a data folder of two megabytes, and writes
/// until it is full, frees space, and writes again. The folder is copied before the disk disappears.
/// </summary>
public sealed class DiskFullTests
{
    private const string Script =
        """
        set -e
        mount -t tmpfs -o size=2m none "$1"
        dd if=/dev/zero of="$1/ballast" bs=64k count=6 2>/dev/null
        shift_to=$2; folder=$1; shift 2
        "$@" || exit $?
        cp "$folder"/journal.db* "$shift_to"/
        """;

    [Fact]
    public async Task Run_DiskFullAndFreedAgain_RefusesThenRecoversAndLosesNothing()
    {
        Assert.SkipUnless(await CanMountAsync(), "Mounting a small disk needs Linux and user namespaces, or root.");
        using var small = TestDatabase.NewSqlite();
        using var copy = TestDatabase.NewSqlite();
        Directory.CreateDirectory(small.Folder!);
        Directory.CreateDirectory(copy.Folder!);

        var (code, lines) = await RunAsync(
            ["sh", "-c", Script, "sh", small.Folder!, copy.Folder!, .. JournalProcess.Command(JournalProcess.FillVerb, small.Settings)]);

        Assert.Equal(0, code);
        // Acknowledged, then refused as disk full and as nothing else, then acknowledged again.
        var refused = lines.FindIndex(line => line.StartsWith('!'));
        Assert.InRange(refused, 10, lines.Count);
        Assert.All(lines.Where(line => line.StartsWith('!')), line => Assert.Equal("! disk_full", line));
        Assert.False(lines[^1].StartsWith('!'));
        await using var journal = await TestJournal.StartAsync(copy.Settings);
        await using var db = await journal.OpenAsync();
        var acknowledged = lines.Where(line => !line.StartsWith('!')).Order(StringComparer.Ordinal);
        Assert.Equal(acknowledged, (await db.Sessions.Select(row => row.Id).ToListAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(
            await db.Sessions.CountAsync() + 1,
            Assert.IsType<ChainStatus.Intact>(Assert.IsType<JournalResult<ChainStatus>.Success>(await journal.Get<IJournalQueries>().VerifyAsync()).Value).Through);
    }

    private static async Task<bool> CanMountAsync() =>
        OperatingSystem.IsLinux() && (await RunAsync(["sh", "-c", "mount -t tmpfs -o size=1m none /mnt"])).Code == 0;

    // In its own namespace the mount is invisible to others and ends with the process.
    private static async Task<(int Code, List<string> Lines)> RunAsync(string[] command)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo("unshare") { RedirectStandardOutput = true, RedirectStandardError = true } };
        foreach (var argument in (string[])["--user", "--map-root-user", "--mount", "--", .. command])
            process.StartInfo.ArgumentList.Add(argument);
        process.Start();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await errors;
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(guard.Token);
        return (process.ExitCode, [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }
}

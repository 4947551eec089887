using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Hosting;
using AuthDemo.PythonHost.Tests.Arrange;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AuthDemo.PythonHost.Tests.Hosting;

/// <summary>A real module on disk that is edited while calls are made.</summary>
[Collection(nameof(HostHere))]
public sealed class PythonFileWatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Restartable => HostHere.Arranged(ArrangementKind.Interpreters, ArrangementKind.Workers, ArrangementKind.Http);

    public static TheoryData<string> PythonNet => HostHere.Arranged(ArrangementKind.PythonNet);

    [Theory, MemberData(nameof(Restartable))]
    public async Task File_ChangesUnderLoad_NextCallsSeeItAndNoneFails(string arrangement)
    {
        await WriteAsync("def f(b): return b'1'");
        await using var here = new HostHere(arrangement, Settings("true"));
        using var watch = await WatchAsync(here);
        Assert.Equal("1", await EditedAsync(here));
        using var over = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var seen = new HashSet<string>();
            while (!over.IsCancellationRequested)
                seen.Add(await EditedAsync(here));
            return seen;
        })).ToArray();

        await WriteAsync("def f(b): return b'2'"); // same size, same second: compiled code would not show it
        await here.Log.FirstAsync(line => line.Contains("Python files changed: ", StringComparison.Ordinal));

        Assert.Equal("2", await EditedAsync(here));
        await over.CancelAsync();
        Assert.Subset(new HashSet<string> { "1", "2" }, (await Task.WhenAll(callers)).SelectMany(seen => seen).ToHashSet());
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => EditedAsync(here))), text => Assert.Equal("2", text));
        Assert.Empty(here.Status.LastErrors);
    }

    [Theory, MemberData(nameof(Restartable))]
    public async Task File_DoesNotParse_CodeOfBeforeServesUntilItIsMended(string arrangement)
    {
        await WriteAsync("def f(b): return b'1'");
        await using var here = new HostHere(arrangement, Settings("true"));
        using var watch = await WatchAsync(here);
        await EditedAsync(here);

        await WriteAsync("def f(b): return b'2");
        var line = await here.Log.FirstAsync(line => line.Contains("cannot be used; the previous code goes on serving", StringComparison.Ordinal));

        Assert.Contains("builtins.SyntaxError", line, StringComparison.Ordinal);
        Assert.Equal("1", await EditedAsync(here));
        await WriteAsync("def f(b): return b'3'");
        await here.Log.FirstAsync(line => line.Contains("Python files changed: ", StringComparison.Ordinal));
        Assert.Equal("3", await EditedAsync(here));
    }

    [Theory, MemberData(nameof(PythonNet))]
    public async Task File_ChangesUnderTheOnlyInterpreter_LogSaysWhatToDo(string arrangement)
    {
        await WriteAsync("def f(b): return b'1'");
        await using var here = new HostHere(arrangement, Settings("true"));
        using var watch = await WatchAsync(here);
        await EditedAsync(here);

        await WriteAsync("def f(b): return b'2'");

        await here.Log.FirstAsync(line => line.StartsWith("Warning AuthDemo.PythonHost: Python files changed, but the only interpreter", StringComparison.Ordinal));
        Assert.Equal("1", await EditedAsync(here));
    }

    [Fact]
    public async Task WatchFiles_Off_NothingIsWatched()
    {
        await using var here = new HostHere(HostHere.Workers, Settings("false"));
        using var watch = here.Watch;
        await watch.StartAsync(CancellationToken.None);

        await watch.ExecuteTask!; // over at once

        Assert.DoesNotContain(here.Log.All, line => line.Contains("are watched", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Development", null, true)]
    [InlineData("Production", null, false)]
    [InlineData("Development", "false", false)]
    [InlineData("Production", "true", true)]
    public void WatchFiles_UnlessItIsSet_IsOnInDevelopmentOnly(string environment, string? setting, bool expected)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection([new("Python:WatchFiles", setting)]);
        builder.Services.AddPythonHost(builder.Configuration);
        using var application = builder.Build();

        Assert.Equal(expected, application.Services.GetRequiredService<IOptions<PythonHostOptions>>().Value.WatchFiles);
    }

    public void Dispose() => _folder.Dispose();

    private (string, string?)[] Settings(string watch) => [("SearchPaths:1", _folder.FullName), ("Preload:1", "edited"), ("WatchFiles", watch)];

    /// <summary>As an editor saves: whole, under another name, and then in its place.</summary>
    private async Task WriteAsync(string text)
    {
        var beside = Path.Combine(_folder.FullName, "edited.py~");
        await File.WriteAllTextAsync(beside, text);
        File.Move(beside, Path.Combine(_folder.FullName, "edited.py"), overwrite: true);
    }

    /// <summary>All runners are up: the first would serve while others still import.</summary>
    private async Task<PythonFileWatch> WatchAsync(HostHere here)
    {
        await here.Inner.StartAsync();
        var watch = here.Watch;
        await watch.StartAsync(CancellationToken.None);
        await here.Log.FirstAsync(line => line.Contains($"Python files under {_folder.FullName} are watched", StringComparison.Ordinal));
        return watch;
    }

    private static async Task<string> EditedAsync(HostHere here)
    {
        var reply = await here.Host.CallAsync(new PythonCall("edited.f", default));
        return reply is PythonReply.Returned returned
            ? System.Text.Encoding.UTF8.GetString(returned.Payload.Span)
            : throw new Xunit.Sdk.XunitException($"{reply}\n{string.Join('\n', here.Log.All)}");
    }
}

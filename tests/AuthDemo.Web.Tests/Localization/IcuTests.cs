using System.Diagnostics;
using AuthDemo.Web.Localization;

namespace AuthDemo.Web.Tests.Localization;

public sealed class IcuTests
{
    [Fact]
    public async Task InvariantMode_EndsWithASentenceThatNamesThePackage()
    {
        using var service = Process.Start(new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet")
        {
            ArgumentList = { typeof(IcuCheck).Assembly.Location },
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;

        var error = await service.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await service.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, service.ExitCode);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("icu-libs", error, StringComparison.Ordinal);
    }

    [Fact]
    public void NoLibrary_IsASentenceThatNamesThePackage() =>
        Assert.Contains("libicu72", IcuCheck.FindProblem(isInvariant: false, _ => false), StringComparison.Ordinal);

    [Theory]
    [InlineData("libicuuc.so")]
    [InlineData("libicuuc.so.76")]
    public void Library_IsFound(string name) => Assert.Null(IcuCheck.FindProblem(isInvariant: false, library => library == name));

    [Fact]
    public void ThisMachine_HasIt() => Assert.Null(IcuCheck.FindProblem());
}

namespace AuthDemo.Simulator.Tests;

public sealed class ProgramTests
{
    [Theory]
    [InlineData("--rp-port", "70000")]
    [InlineData("--phone-port", "x")]
    [InlineData("--scan-tolerance", "-1")]
    [InlineData("--scenario", "dances")]
    [InlineData("--data")]
    [InlineData("--help")]
    public async Task Main_WithArgumentsItDoesNotTake_ExitsWith2(params string[] arguments) =>
        Assert.Equal(2, await Program.Main(arguments));
}

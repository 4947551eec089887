using AuthDemo.PythonHost;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>A machine's clock that is set while the service runs.</summary>
public sealed class ClockStepTests
{
    [Theory]
    [InlineData(-24 * 60)]
    [InlineData(-20)]
    [InlineData(24 * 60)]
    public async Task ClockThatIsSet_StopsNoNewSignIn(int minutes)
    {
        var machine = new SteppingTime();
        var python = new FakePython();
        var bankId = new FakeBankId();
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Services.AddSingleton<TimeProvider>(machine);
        builder.Services.AddSingleton<IPythonHost>(python);
        builder.Services.AddSingleton<IBankIdTransport>(bankId);
        builder.Services.AddSingleton<IBankIdConnectionSource>(new NoConnection());
        builder.AddAuthSessions();
        // The collection of idle activations, as it is registered but over the machine's clock of this test.
        builder.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.ActivationManagement, new SteadyTimeProvider(machine));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var sessions = host.Services.GetRequiredService<IAuthSessions>();
        Assert.Null(await sessions.CurrentAsync(OwnerKey.New(), TestContext.Current.CancellationToken));

        machine.Step += TimeSpan.FromMinutes(minutes);

        Assert.Null(await sessions.CurrentAsync(OwnerKey.New(), TestContext.Current.CancellationToken));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void SteadyTime_PassesWithoutSteps()
    {
        var machine = new SteppingTime();
        var steady = new SteadyTimeProvider(machine);
        var before = steady.GetUtcNow();

        machine.Step -= TimeSpan.FromDays(1);
        machine.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(before.AddSeconds(7), steady.GetUtcNow());
    }

    [Fact]
    public void SteadyTimeIsWhatTheSiloCollectsIdleActivationsBy()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Services.AddSingleton<IPythonHost>(new FakePython());
        builder.AddAuthSessions();
        using var host = builder.Build();

        Assert.IsType<SteadyTimeProvider>(host.Services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.ActivationManagement));
    }

    private sealed class NoConnection : IBankIdConnectionSource
    {
        public ValueTask<BankIdConnection?> CurrentAsync(CancellationToken cancellation = default) => default;
    }
}

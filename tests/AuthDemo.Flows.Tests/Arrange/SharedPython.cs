using AuthDemo.PythonHost;
using AuthDemo.PythonHost.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AuthDemo.Flows.Tests.Arrange;

/// <summary>One embedded Python for the whole run, because before 3.12 a process can have one interpreter only.</summary>
internal static class SharedPython
{
    private static readonly Lazy<IPythonHost> s_host = new(Start);

    public static IPythonHost Host => s_host.Value;

    private static IPythonHost Start()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Python:SearchPaths:0"] = Repository.PathOf("python-bankid"),
            ["Python:Preload:0"] = "bankid.host_api",
            ["Python:WaitBudget"] = "00:01:00", // the first caller waits for the start
        }).Build();
        return new ServiceCollection().AddLogging().AddPythonHost(settings).BuildServiceProvider().GetRequiredService<IPythonHost>();
    }
}

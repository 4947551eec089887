using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AuthDemo.PythonHost;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Probe;
using AuthDemo.PythonHost.Callbacks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

// The only argument is the configuration as JSON: {"Python:Executable": "...", ...}. Messages come on standard input and go to what
// was standard output at the start; what anybody writes to descriptor 1 from then on is seen on standard error.
var settings = JsonSerializer.Deserialize<Dictionary<string, string?>>(args[0])!;
var output = Descriptors.TakeStandardOutput();
var sending = new SemaphoreSlim(1);

async Task SendAsync(ProbeMessage message)
{
    await sending.WaitAsync();
    try
    {
        await message.WriteAsync(output);
    }
    finally
    {
        sending.Release();
    }
}

var services = new ServiceCollection();
services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new ProbeLog(line => SendAsync(line).Wait())));
services.AddPythonHost(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
var provider = services.BuildServiceProvider();
var host = provider.GetRequiredService<IPythonHost>();
var status = provider.GetRequiredService<IPythonHostStatus>();
var runners = provider.GetRequiredService<IPythonRunners>();
var cancellations = new ConcurrentDictionary<long, CancellationTokenSource>();
var calls = new ConcurrentDictionary<long, Task>();

async Task CallAsync(ProbeMessage message)
{
    using var cancellation = new CancellationTokenSource();
    cancellations[message.Id] = cancellation;
    var call = new PythonCall(message.Text, message.Payload)
    {
        WaitBudget = message.WaitMs is { } wait ? TimeSpan.FromMilliseconds(wait) : null,
        RunBudget = message.RunMs is { } run ? TimeSpan.FromMilliseconds(run) : null,
        Worker = message.Worker,
        CallbackHandler = message.WithCallbacks ? EchoAsync : null,
        Progress = message.WithCallbacks ? step => SendAsync(new ProbeMessage("log", 0, $"progress {Encoding.UTF8.GetString(step.Span)}")).Wait() : null,
    };
    var reply = await host.CallAsync(call, cancellation.Token);
    cancellations.TryRemove(message.Id, out _);
    await SendAsync(reply is PythonReply.Returned returned
        ? new ProbeMessage("reply", message.Id, nameof(PythonReply.Returned)) { Payload = returned.Payload }
        : new ProbeMessage("reply", message.Id, reply.GetType().Name, JsonSerializer.SerializeToElement(reply, reply.GetType())));
}

async Task RestartAsync(ProbeMessage message)
{
    var reply = await runners.RestartAsync(message.Text);
    await SendAsync(new ProbeMessage("restarted", message.Id, reply.GetType().Name, JsonSerializer.SerializeToElement(reply, reply.GetType())));
}

async Task HealthAsync(ProbeMessage message)
{
    var entry = (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["python"];
    await SendAsync(new ProbeMessage("health", message.Id, entry.Status.ToString(), JsonSerializer.SerializeToElement(entry.Description)));
}

async ValueTask<ReadOnlyMemory<byte>> EchoAsync(PythonCallback question, CancellationToken cancellation) =>
    ((PythonReply.Returned)await question.CallAsync(new PythonCall("hosted.cases.echo", question.Payload))).Payload;

// As an application does: a signal asks, and the host decides when the process ends.
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    _ = Task.Run(async () =>
    {
        await provider.DisposeAsync();
        await SendAsync(new ProbeMessage("stopped", -1));
        Environment.Exit(0);
    });
});

var input = Console.OpenStandardInput();
while (await ProbeMessage.ReadAsync(input) is { } message)
{
    switch (message.Kind)
    {
        case "call":
            calls[message.Id] = CallAsync(message);
            break;
        case "cancel":
            if (cancellations.TryGetValue(message.Id, out var cancellation))
                await cancellation.CancelAsync();
            break;
        case "status":
            await SendAsync(new ProbeMessage("status", message.Id, Body: JsonSerializer.SerializeToElement(status.Status)));
            break;
        case "runners":
            await SendAsync(new ProbeMessage("runners", message.Id, Body: JsonSerializer.SerializeToElement(runners.Runners)));
            break;
        case "restart":
            _ = RestartAsync(message);
            break;
        case "health":
            _ = HealthAsync(message);
            break;
        case "stop":
            await provider.DisposeAsync();
            await Task.WhenAll(calls.Values); // their replies are on their way
            await SendAsync(new ProbeMessage("stopped", message.Id));
            return 0;
        case "end":
            Ends.By(message.Text);
            break;
        default:
            return 2;
    }
}
return 3; // the test went away

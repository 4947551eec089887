using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Tests.Arrange;

/// <summary>Takes nothing by itself; counts how often it was woken.</summary>
internal sealed class FakeConsumer : ICallConsumer
{
    public int Load { get; init; }

    public int Wakes { get; private set; }

    public void Wake() => Wakes++;
}

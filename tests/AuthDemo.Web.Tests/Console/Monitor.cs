using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Tests.Console;

/// <summary>Options that a test changes in place.</summary>
internal sealed class Monitor<T>(T value) : IOptionsMonitor<T>
{
    public T CurrentValue => value;

    public T Get(string? name) => value;

    public IDisposable? OnChange(Action<T, string?> listener) => null;
}

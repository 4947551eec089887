namespace AuthDemo.PythonHost.Workers;

/// <summary>Spreads what would otherwise happen everywhere at once.</summary>
/// <param name="share">0.1 is ± 10 %.</param>
internal sealed class Jitter(double share, Random random)
{
    /// <summary>Below ten there is nothing to spread: the value as it is.</summary>
    public long Of(long value) => value < 10 ? value : (long)(value * Factor());

    public TimeSpan Of(TimeSpan value) => value * Factor();

    private double Factor() => 1 + share * (2 * random.NextDouble() - 1);
}

namespace AuthDemo.PythonHost.Processes;

/// <summary>Varies a value at random, so that many processes do not act at the same moment.</summary>
/// <param name="share">0.1 is ± 10 %.</param>
internal sealed class Jitter(double share, Random random)
{
    /// <summary>Values below ten stay as they are.</summary>
    public long Of(long value) => value < 10 ? value : (long)(value * Factor());

    public TimeSpan Of(TimeSpan value) => value * Factor();

    private double Factor() => 1 + share * (2 * random.NextDouble() - 1);
}

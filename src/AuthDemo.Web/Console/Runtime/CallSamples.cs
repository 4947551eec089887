namespace AuthDemo.Web.Console.Runtime;

/// <summary>
/// The calls of one second: counts all of them and keeps a sample of their times. When the sample is full, every other time is removed and
/// from then on half as many are added, so that the sample is spread over the second with equal weights.
/// </summary>
internal sealed class CallSamples
{
    /// <summary>The maximum size of the sample; half a megabyte for sixty seconds.</summary>
    public const int MaxSampleSize = 1_000;

    private readonly List<double> _samples = [];

    /// <summary>The number of the second since the start.</summary>
    public long Number { get; private set; } = -1;

    public int Count { get; private set; }

    /// <summary>The number of calls that each sample represents.</summary>
    public int Weight { get; private set; } = 1;

    /// <summary>The sampled call times in seconds.</summary>
    public IReadOnlyList<double> Samples => _samples;

    /// <summary>Clears the samples for another second.</summary>
    public void Reset(long number)
    {
        (Number, Count, Weight) = (number, 0, 1);
        _samples.Clear();
    }

    public void Add(double seconds)
    {
        var index = Count++;
        if (index % Weight != 0)
            return;
        if (_samples.Count == MaxSampleSize)
        {
            for (var i = 0; i < MaxSampleSize / 2; i++)
                _samples[i] = _samples[2 * i];
            _samples.RemoveRange(MaxSampleSize / 2, MaxSampleSize - (MaxSampleSize / 2));
            Weight *= 2;
            if (index % Weight != 0)
                return;
        }

        _samples.Add(seconds);
    }
}

namespace AuthDemo.Web.Console.Runtime;

/// <summary>
/// The calls of one second: all of them counted, the time of some of them kept. When there are too many, every other one is let go and
/// every other one of those to come, so that what is kept is spread over the second and each stands for as many.
/// </summary>
internal sealed class CallSamples
{
    /// <summary>How many are kept at most; of sixty seconds, half a megabyte.</summary>
    public const int MostKept = 1_000;

    private readonly List<double> _kept = [];

    /// <summary>Which second this is, from the beginning on.</summary>
    public long Number { get; private set; } = -1;

    public int Count { get; private set; }

    /// <summary>How many calls each kept one stands for.</summary>
    public int Weight { get; private set; } = 1;

    /// <summary>Seconds that calls took.</summary>
    public IReadOnlyList<double> Kept => _kept;

    /// <summary>Starts anew as another second.</summary>
    public void Become(long number)
    {
        (Number, Count, Weight) = (number, 0, 1);
        _kept.Clear();
    }

    public void Add(double seconds)
    {
        var place = Count++;
        if (place % Weight != 0)
            return;
        if (_kept.Count == MostKept)
        {
            for (var i = 0; i < MostKept / 2; i++)
                _kept[i] = _kept[2 * i];
            _kept.RemoveRange(MostKept / 2, MostKept - (MostKept / 2));
            Weight *= 2;
            if (place % Weight != 0)
                return;
        }

        _kept.Add(seconds);
    }
}

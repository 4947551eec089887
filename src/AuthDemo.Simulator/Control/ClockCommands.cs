using AuthDemo.Simulator.Time;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Control;

internal sealed class ClockCommands(SimulatorClock clock) : IControlCommands
{
    private const int MaxAdvanceSeconds = 30 * 24 * 60 * 60;

    public IReadOnlyDictionary<string, JsonCommand> Commands => new Dictionary<string, JsonCommand>
    {
        ["clock"] = JsonCommands.Query(Read),
        ["advance-clock"] = Advance,
    };

    /// <summary>Does nothing: the clock never goes back.</summary>
    public void Reset()
    {
    }

    private object Read() => new { now = clock.Now, offsetSeconds = clock.Offset.TotalSeconds };

    private Func<(int, object)> Advance(RequestFields body)
    {
        var seconds = body.RequiredNumber("seconds", 0, MaxAdvanceSeconds);
        return () =>
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            return JsonCommands.Ok(Read());
        };
    }
}

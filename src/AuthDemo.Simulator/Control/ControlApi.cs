using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Control;

/// <summary>Commands of the control API on one subject.</summary>
internal interface IControlCommands
{
    IReadOnlyDictionary<string, JsonCommand> Commands { get; }

    /// <summary>Restores the state at start.</summary>
    void Reset();
}

/// <summary>Controls the simulator over HTTP: <c>POST /control/COMMAND</c> with a JSON object, on the phone's listener.</summary>
internal sealed class ControlApi(IReadOnlyList<IControlCommands> subjects)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var commands = subjects.SelectMany(s => s.Commands).ToDictionary();
        commands.Add("reset", JsonCommands.Action(Reset));
        JsonCommands.Map(routes, "/control/", commands);
    }

    private void Reset()
    {
        foreach (var subject in subjects)
            subject.Reset();
    }
}

using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Control;

internal sealed class IdentityCommands(IdentityStore identities) : IControlCommands
{
    public IReadOnlyDictionary<string, JsonCommand> Commands => new Dictionary<string, JsonCommand>
    {
        ["identities"] = JsonCommands.Query(() => new { identities = identities.All.Select(IdentityView.Of) }),
        ["put-identity"] = Put,
        ["remove-identity"] = Remove,
    };

    public void Reset() => identities.Reset();

    private Func<(int, object)> Put(RequestFields body)
    {
        var identity = IdentityReader.Read(body, identities);
        return () =>
        {
            identities.Put(identity);
            return JsonCommands.Ok(new { identity = IdentityView.Of(identity) });
        };
    }

    private Func<(int, object)> Remove(RequestFields body)
    {
        var id = body.Text("id", 1, 32, required: true);
        return () => identities.Remove(id!)
            ? JsonCommands.Ok(new { })
            : (StatusCodes.Status404NotFound, new { error = "unknownIdentity", message = "No identity has this id." });
    }
}

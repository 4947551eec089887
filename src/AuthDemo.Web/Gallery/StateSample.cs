using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Web.Gallery;

/// <summary>One picture of the gallery, for each device, language and theme.</summary>
/// <param name="Name">In addresses and headings: <c>EnteringCode</c>, <c>Sign.Completed</c>.</param>
/// <param name="State">Where the session stands.</param>
/// <param name="Flow">What the session is for.</param>
/// <param name="Devices">Where the app is, as far as it makes a difference; empty where there is no browser's device.</param>
internal sealed record StateSample(string Name, AuthState State, Flow Flow, IReadOnlyList<Device> Devices)
{
    private static readonly ClientPlatform s_phone = new("ios", "safari");
    private static readonly ClientPlatform s_computer = new("windows", "chrome");

    /// <summary>What is signed or paid; null for a sign-in.</summary>
    public AuthIntent? Order => Flow switch
    {
        Flow.Sign => new()
        {
            Flow = Flow, UserVisibleDataFormat = TextFormat.SimpleMarkdown, UserNonVisibleData = "BRK-2026-0117",
            UserVisibleData = "# Rental\nI rent a *rowing boat*.\n\n| What | Terms |\n|---|---|\n| Boat | Vega |\n\n+ life jacket\n+ oars",
        },
        Flow.Payment => new()
        {
            Flow = Flow,
            Payment = new()
            {
                Type = PaymentType.Card, Recipient = "Björkviks båttillbehör", Amount = "1250,00", Currency = "SEK", RiskFlags = ["newRecipient"],
            },
        },
        _ => null,
    };

    /// <summary>The session on a computer with the app elsewhere, on a phone with the app on it, or on the phone with us.</summary>
    public AuthSnapshot Snapshot(Device device) => Flow.IsStartedByOperator()
        ? new(SessionId.New(), 1, Flow, null, null, State, StateSamples.At)
        : new(SessionId.New(), 1, Flow, device, device == Device.Same ? s_phone : s_computer, State, StateSamples.At);
}

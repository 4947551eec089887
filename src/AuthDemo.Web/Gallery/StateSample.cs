using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Web.Gallery;

/// <summary>One sample of the gallery, rendered for each device, language and theme.</summary>
/// <param name="Name">The name in paths and headings: <c>EnteringCode</c>, <c>Sign.Completed</c>.</param>
/// <param name="State">The state of the session.</param>
/// <param name="Flow">The flow of the session.</param>
/// <param name="Devices">The devices for which the page differs.</param>
internal sealed record StateSample(string Name, AuthState State, Flow Flow, IReadOnlyList<Device> Devices)
{
    private static readonly ClientPlatform s_phone = new("ios", "safari");
    private static readonly ClientPlatform s_computer = new("windows", "chrome");

    /// <summary>The content that is signed or paid; null for a sign-in.</summary>
    public AuthIntent? Intent => Flow switch
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

    /// <summary>A snapshot of the session: on a computer with the app on another device, on a phone, or of a phone call.</summary>
    public AuthSnapshot Snapshot(Device device) => Flow.IsStartedByOperator()
        ? new(SessionId.New(), 1, Flow, null, null, State, StateSamples.At)
        : new(SessionId.New(), 1, Flow, device, device == Device.Same ? s_phone : s_computer, State, StateSamples.At);
}

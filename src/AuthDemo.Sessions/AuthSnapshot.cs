namespace AuthDemo.Sessions;

/// <summary>The state of a session at one instant, as published to its followers.</summary>
/// <param name="Id">The session.</param>
/// <param name="Version">Increases by one with every change; a follower drops older snapshots.</param>
/// <param name="Flow">What the session is for.</param>
/// <param name="Device">Where the app is; null for the phone flows.</param>
/// <param name="Client">The browser's platform.</param>
/// <param name="State">The state.</param>
/// <param name="At">The time, by the session's clock.</param>
[GenerateSerializer, Immutable]
public sealed record AuthSnapshot(
    [property: Id(0)] SessionId Id, [property: Id(1)] long Version, [property: Id(2)] Flow Flow, [property: Id(3)] Device? Device,
    [property: Id(4)] ClientPlatform? Client, [property: Id(5)] AuthState State, [property: Id(6)] DateTimeOffset At);

namespace AuthDemo.Simulator.Client;

/// <summary>A person to create or change. A new person needs personal number, given name and surname.</summary>
/// <param name="Id">Lower-case letters, digits and '-', 1 to 32.</param>
public sealed record IdentityChange(string Id)
{
    /// <summary>12 digits with a valid check digit.</summary>
    public string? PersonalNumber { get; init; }

    /// <summary>1 to 100 characters.</summary>
    public string? GivenName { get; init; }

    /// <summary>1 to 100 characters.</summary>
    public string? Surname { get; init; }

    /// <summary>Security code, 6 digits.</summary>
    public string? Code { get; init; }

    /// <summary>mobile, file or card.</summary>
    public string? Kind { get; init; }

    /// <summary>active, blocked or expired.</summary>
    public string? Status { get; init; }

    /// <summary>The app lacks features that orders ask for.</summary>
    public bool? AppTooOld { get; init; }

    /// <summary>Automatically answers that there is no call.</summary>
    public bool? DeclinesCalls { get; init; }

    /// <summary>low, moderate, high, or blocked.</summary>
    public string? Risk { get; init; }

    /// <summary>The phone's address, or <c>same</c> for the end user's own.</summary>
    public string? IpAddress { get; init; }

    /// <summary>Prints the id only.</summary>
    public override string ToString() => $"identity {Id}";
}

namespace AuthDemo.Simulator.Client;

/// <summary>The phone did not do what its user wanted.</summary>
public sealed class PhoneRefusedException : SimulatorException
{
    internal PhoneRefusedException(string error, string message, PhoneScreen? screen)
        : base($"{error}: {message}") => (Error, Screen) = (error, screen);

    /// <inheritdoc/>
    public PhoneRefusedException()
    {
    }

    /// <inheritdoc/>
    public PhoneRefusedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public PhoneRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Stable name of the reason: qrTooOld, wrongCode, alreadyStarted … see docs/simulator.md.</summary>
    public string Error { get; } = "";

    /// <summary>What the phone shows after the refusal, when it has an order.</summary>
    public PhoneScreen? Screen { get; }
}

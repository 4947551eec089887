namespace AuthDemo.Simulator.Client;

/// <summary>The phone refused an action.</summary>
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

    /// <summary>The screen after the refusal, when the phone has an order.</summary>
    public PhoneScreen? Screen { get; }
}

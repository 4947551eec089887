namespace AuthDemo.Simulator.Client;

/// <summary>The simulator did not understand a call: a mistake in the test, named by the message.</summary>
public class SimulatorException : Exception
{
    /// <inheritdoc/>
    public SimulatorException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public SimulatorException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public SimulatorException()
    {
    }
}

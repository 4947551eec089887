namespace AuthDemo.Simulator.Client;

/// <summary>The simulator rejected a call because of a mistake in the test; the message names it.</summary>
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

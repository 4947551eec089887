namespace AuthDemo.PythonHost.Probe;

/// <summary>Ways in which a process ends without stopping its host.</summary>
internal static class Ends
{
    public static void By(string how)
    {
        switch (how)
        {
            case "unhandled exception":
                new Thread(() => throw new InvalidOperationException("asked for by the test")).Start();
                break;
            case "fail fast":
                Environment.FailFast("asked for by the test");
                break;
            case "exit":
                Environment.Exit(5);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how), how, "unknown");
        }
    }
}

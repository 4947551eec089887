namespace AuthDemo.Web.Operations;

/// <summary>
/// The public reason of a health check's result: one word in its data. The description may contain a path or an address, and is for
/// the log and the console only.
/// </summary>
internal static class HealthReason
{
    private const string Key = "reason";

    public static Dictionary<string, object> Data(string reason) => new() { [Key] = reason };

    public static string? Read(IReadOnlyDictionary<string, object> data) => data.GetValueOrDefault(Key) as string;
}

namespace AuthDemo.Web.Operations;

/// <summary>
/// The public part of a health check's result: one word in its data. The description is for the log and the console, and may name a path
/// or an address.
/// </summary>
internal static class HealthWords
{
    private const string Key = "reason";

    public static Dictionary<string, object> Reason(string word) => new() { [Key] = word };

    public static string? ReasonIn(IReadOnlyDictionary<string, object> data) => data.GetValueOrDefault(Key) as string;
}

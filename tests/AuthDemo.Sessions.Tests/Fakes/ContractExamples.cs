namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>The examples in <c>python-bankid/contract</c>.</summary>
internal static class ContractExamples
{
    public static string Folder { get; } = Repository.PathOf("python-bankid", "contract");

    public static string File(params string[] path) => Path.Combine([Folder, .. path]);
}

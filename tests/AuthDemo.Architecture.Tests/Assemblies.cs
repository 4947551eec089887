using System.Reflection;

namespace AuthDemo.Architecture.Tests;

/// <summary>The projects of <c>src/</c>, by the names of their assemblies.</summary>
internal static class Assemblies
{
    public const string Configuration = "AuthDemo.Configuration";
    public const string Journal = "AuthDemo.Journal";
    public const string PythonHost = "AuthDemo.PythonHost";
    public const string Sessions = "AuthDemo.Sessions";
    public const string Signatures = "AuthDemo.Signatures";
    public const string Simulator = "AuthDemo.Simulator";
    public const string SimulatorClient = "AuthDemo.Simulator.Client";
    public const string Web = "AuthDemo.Web";

    /// <summary>All of them, as the folders of <c>src/</c> say.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Directory.GetDirectories(Repository.PathOf("src")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public static Assembly Load(string name) => Assembly.Load(name);
}

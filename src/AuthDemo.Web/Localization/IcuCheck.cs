using System.Runtime.InteropServices;

namespace AuthDemo.Web.Localization;

/// <summary>
/// Swedish texts need ICU. Without it, .NET ends with a stack trace at the first use of a culture; so this is checked before, with nothing
/// that needs a culture.
/// </summary>
internal static class IcuCheck
{
    private const string InvariantSwitch = "System.Globalization.Invariant";
    private const string InvariantVariable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    // .NET tries the plain name, then each version.
    private const int OldestVersion = 50;
    private const int NewestVersion = 150;

    /// <summary>The sentence to print; null when ICU is there. Only Linux may be without.</summary>
    public static string? FindProblem() => FindProblem(
        AppContext.TryGetSwitch(InvariantSwitch, out var isInvariant) && isInvariant
            || Environment.GetEnvironmentVariable(InvariantVariable) is "1" or "true" or "True" or "TRUE",
        library => !OperatingSystem.IsLinux() || NativeLibrary.TryLoad(library, out _));

    /// <summary>The same, for a mode and a machine.</summary>
    public static string? FindProblem(bool isInvariant, Func<string, bool> canLoad)
    {
        if (isInvariant)
        {
            return "The service needs ICU for its Swedish texts, and " + InvariantVariable + " switches ICU off. Set it to false, and install the package "
                + "icu-libs and icu-data-full (Alpine), libicu72 or another libicu (Debian, Ubuntu) or libicu (Fedora, RHEL).";
        }

        if (canLoad("libicuuc.so") || Enumerable.Range(OldestVersion, NewestVersion - OldestVersion).Any(version => canLoad("libicuuc.so." + version)))
            return null;
        return "The service needs ICU for its Swedish texts, and it is not installed. Install the package icu-libs and icu-data-full (Alpine), "
            + "libicu72 or another libicu (Debian, Ubuntu) or libicu (Fedora, RHEL).";
    }
}

using AuthDemo.Sessions;

namespace AuthDemo.Web.SignIn;

/// <summary>Addresses of the sign-in pages.</summary>
internal static class SignInPaths
{
    public static string Session(SessionId id) => $"/sign-in/{id}";

    /// <summary>The start page with a notice: <c>expired</c>, <c>unavailable</c>, <c>refused</c>.</summary>
    public static string Start(string notice) => $"/sign-in?notice={notice}";
}

using AuthDemo.Sessions;
using AuthDemo.Web.Gallery;

namespace AuthDemo.Web.Tests.AuthSession;

/// <summary>One example of every state, from the gallery.</summary>
internal static class AuthStates
{
    public const string QrContent = StateSamples.QrContent;

    public static readonly IReadOnlyList<AuthState> All = StateSamples.All;

    public static TState One<TState>()
        where TState : AuthState => All.OfType<TState>().Single();
}

using System.Security.Claims;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Web.Signing;

/// <summary>
/// The documents to sign and the payments to approve. A relying application with requests of its own per user registers an
/// implementation before <c>AddPages</c>; otherwise those of the configuration are used.
/// </summary>
public interface ISignRequests
{
    /// <summary>All requests of a flow that the user may choose from, in the current language.</summary>
    /// <param name="flow"><see cref="Flow.Sign"/> or <see cref="Flow.Payment"/>.</param>
    /// <param name="user">The current user, who may be anonymous.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    ValueTask<IReadOnlyList<SignRequest>> ListAsync(Flow flow, ClaimsPrincipal user, CancellationToken cancellation);

    /// <summary>The request with this id, or null if the user has none.</summary>
    ValueTask<SignRequest?> FindAsync(Flow flow, string id, ClaimsPrincipal user, CancellationToken cancellation);
}

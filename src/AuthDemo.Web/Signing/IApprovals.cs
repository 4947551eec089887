using System.Security.Claims;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Web.Signing;

/// <summary>
/// What there is to sign and to approve. A relying application registers its own before <c>AddPages</c>, with documents and payments
/// that belong to the person; without one, the configuration's are used.
/// </summary>
public interface IApprovals
{
    /// <summary>All that this person may choose from, in the present language.</summary>
    /// <param name="flow"><see cref="Flow.Sign"/> or <see cref="Flow.Payment"/>.</param>
    /// <param name="user">Who is signed in; nobody, perhaps.</param>
    /// <param name="cancellation">Gives the wait up.</param>
    ValueTask<IReadOnlyList<Approval>> ListAsync(Flow flow, ClaimsPrincipal user, CancellationToken cancellation);

    /// <summary>One of them; null when there is none of that id for this person.</summary>
    ValueTask<Approval?> FindAsync(Flow flow, string id, ClaimsPrincipal user, CancellationToken cancellation);
}

using System.Security.Claims;
using AuthDemo.Sessions;
using AuthDemo.Web.Signing;

namespace AuthDemo.Web.Tests.Hosting;

/// <summary>Nothing to sign and nothing to pay.</summary>
internal sealed class NoApprovals : IApprovals
{
    public ValueTask<IReadOnlyList<Approval>> ListAsync(Flow flow, ClaimsPrincipal user, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<Approval>>([]);

    public ValueTask<Approval?> FindAsync(Flow flow, string id, ClaimsPrincipal user, CancellationToken cancellation) =>
        ValueTask.FromResult<Approval?>(null);
}

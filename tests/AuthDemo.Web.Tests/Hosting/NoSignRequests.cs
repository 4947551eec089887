using System.Security.Claims;
using AuthDemo.Sessions;
using AuthDemo.Web.Signing;

namespace AuthDemo.Web.Tests.Hosting;

/// <summary>Nothing to sign and nothing to pay.</summary>
internal sealed class NoSignRequests : ISignRequests
{
    public ValueTask<IReadOnlyList<SignRequest>> ListAsync(Flow flow, ClaimsPrincipal user, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<SignRequest>>([]);

    public ValueTask<SignRequest?> FindAsync(Flow flow, string id, ClaimsPrincipal user, CancellationToken cancellation) =>
        ValueTask.FromResult<SignRequest?>(null);
}

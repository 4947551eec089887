using AuthDemo.Sessions;
using AuthDemo.Sessions.Completion;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.AuthSession;

/// <summary>The static part of a session's page, which reads the owner cookie.</summary>
public sealed partial class SessionPage
{
    private OwnerKey? _owner;

    [Parameter] public string Id { get; set; } = "";

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    /// <summary>The flow of the URL, which may differ from that of the session.</summary>
    private Flow RequestedFlow => FlowPaths.Flows.Single(flow => Http.Request.Path.StartsWithSegments(FlowPaths.Start(flow)));

    /// <inheritdoc/>
    protected override void OnInitialized() => _owner = Owner.Read(Http);
}

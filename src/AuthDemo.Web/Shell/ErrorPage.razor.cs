using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Shell;

/// <summary>Replaces a page that failed.</summary>
public sealed partial class ErrorPage
{
    [Parameter] public int? Code { get; set; }

    [CascadingParameter] private HttpContext? Http { get; set; }

    private int Known => Code is >= 400 and < 500 ? Code.Value : 500;

    /// <summary>The texts' name. Only our own faults are called ours.</summary>
    private string Text => Known switch
    {
        400 => "400",
        404 => "404",
        < 500 => "Request",
        _ => "500",
    };

    private string? Reference => System.Diagnostics.Activity.Current?.TraceId.ToString() ?? Http?.TraceIdentifier;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        // A direct request for this page is not a success either.
        if (Http is { Response: { HasStarted: false, StatusCode: 200 } })
            Http.Response.StatusCode = Known;
    }
}

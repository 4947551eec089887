using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace AuthDemo.Web.Console.Layout;

/// <summary>A link of the console's menu: current on its page and on those below or beside it (<c>/phone/sign</c> for <c>/phone/auth</c>).</summary>
public sealed class PlaceLink : NavLink
{
    [Inject] private NavigationManager Here { get; set; } = null!;

    protected override bool ShouldMatch(string uriAbsolute)
    {
        var here = new Uri(uriAbsolute).AbsolutePath;
        var place = Here.ToAbsoluteUri((string)AdditionalAttributes!["href"]).AbsolutePath;
        return place switch
        {
            "/console" => here == place,
            "/phone/auth" => here.StartsWith("/phone/", StringComparison.Ordinal),
            _ => here == place || here.StartsWith(place + "/", StringComparison.Ordinal),
        };
    }
}

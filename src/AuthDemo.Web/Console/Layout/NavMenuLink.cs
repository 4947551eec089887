using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace AuthDemo.Web.Console.Layout;

/// <summary>A link of the console's menu: active on its page and on the pages below or beside it (<c>/phone/sign</c> for <c>/phone/auth</c>).</summary>
public sealed class NavMenuLink : NavLink
{
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool ShouldMatch(string uriAbsolute)
    {
        var current = new Uri(uriAbsolute).AbsolutePath;
        var target = Navigation.ToAbsoluteUri((string)AdditionalAttributes!["href"]).AbsolutePath;
        return target switch
        {
            "/console" => current == target,
            "/phone/auth" => current.StartsWith("/phone/", StringComparison.Ordinal),
            _ => current == target || current.StartsWith(target + "/", StringComparison.Ordinal),
        };
    }
}

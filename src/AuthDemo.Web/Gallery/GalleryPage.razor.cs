using AuthDemo.Sessions;
using AuthDemo.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Gallery;

/// <summary>All samples of the gallery, each in a frame.</summary>
public sealed partial class GalleryPage
{
    private static readonly string[] s_themes = ["light", "dark"];

    private static IEnumerable<(Device Device, string Language, string Theme)> Variants(StateSample sample) =>
        from device in sample.Devices
        from language in Languages.All
        from theme in s_themes
        select (device, language, theme);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (!Host.IsDevelopment())
            Navigation.NotFound();
    }

    private static string Code(Device device) => device is Device.Same ? "same" : "other";
}

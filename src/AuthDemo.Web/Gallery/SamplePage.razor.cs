using AuthDemo.Sessions;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Gallery;

/// <summary>One sample of the gallery.</summary>
public sealed partial class SamplePage
{
    private StateSample? _sample;

    [Parameter] public string Name { get; set; } = "";

    [SupplyParameterFromQuery] private string? Device { get; set; }

    private Device SelectedDevice => Device == "same" ? AuthDemo.Sessions.Device.Same : AuthDemo.Sessions.Device.Other;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _sample = StateSamples.Shown.SingleOrDefault(sample => sample.Name == Name);
        if (_sample is null || !Host.IsDevelopment())
            Navigation.NotFound();
    }
}

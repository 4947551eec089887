using System.Security.Claims;
using AngleSharp.Dom;
using AuthDemo.Sessions;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.AuthSession.States;
using AuthDemo.Web.Gallery;
using AuthDemo.Web.Security;
using AuthDemo.Web.Shell;
using AuthDemo.Web.Tests.Hosting;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace AuthDemo.Web.Tests.AuthSession;

/// <summary>The session component on a circuit, queried by role, label and text.</summary>
internal sealed class SessionScreen : IDisposable
{
    private readonly BunitContext _context = new();
    private readonly OwnerKey _owner = OwnerKey.New();

    private SessionScreen(string language, bool interactive, Uri? phonePage, OwnerKey? browser = null)
    {
        var culture = System.Globalization.CultureInfo.GetCultureInfo(language);
        System.Globalization.CultureInfo.CurrentUICulture = culture;
        System.Globalization.CultureInfo.CurrentCulture = culture;
        _context.Services.AddLocalization();
        _context.Services.AddSingleton<IAuthSessions>(Sessions);
        _context.Services.AddSingleton(phonePage is null ? TestEnvironment.None : new TestEnvironment(isSimulated: true, () => phonePage));
        _context.Services.AddSingleton<AntiforgeryStateProvider>(new Token());
        _context.Services.AddSingleton<AuthenticationStateProvider>(new Circuit(browser ?? _owner));
        _context.SetRendererInfo(new RendererInfo(interactive ? "Server" : "Static", interactive));
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _context.JSInterop.SetupModule("./js/complete.js").SetupVoid("submit", _ => true).SetVoidResult();
    }

    public FakeAuthSessions Sessions { get; } = new();

    public SessionId Id { get; private set; }

    public BunitJSInterop Js => _context.JSInterop;

    public IRenderedComponent<LiveSession> Component { get; private set; } = null!;

    /// <summary>The text of the live region.</summary>
    public string Status => string.Join(" | ", Component.Find("[role=status]").Children.Select(c => c.TextContent.Trim()));

    /// <summary>The component instances that render the state.</summary>
    public IReadOnlyList<object> Parts =>
        [Component.FindComponent<SessionCard>().Instance, .. Component.FindComponents<StatePanel>().Select(part => part.Instance),
            .. Component.FindComponents<Illustration>().Select(part => part.Instance), .. Component.FindComponents<QrCode>().Select(part => part.Instance)];

    /// <summary>The texts of the enabled buttons and links, in order.</summary>
    public IEnumerable<string> Usable => Component.FindAll("button:not([disabled]), a[href]").Select(e => e.TextContent.Trim());

    public static SessionScreen Show(
        AuthState state, string language = "en", Device device = Device.Other, ClientPlatform? client = null, bool interactive = true,
        Uri? phonePage = null, OwnerKey? browser = null)
    {
        var screen = new SessionScreen(language, interactive, phonePage, browser);
        screen.Id = screen.Sessions.Add(screen._owner, state, device, client);
        screen.Render(screen._owner);
        return screen;
    }

    /// <summary>A sample of the gallery, as a followed session.</summary>
    public static SessionScreen Show(StateSample sample, Device device, string language)
    {
        var screen = new SessionScreen(language, interactive: true, phonePage: null);
        var shown = sample.Snapshot(device);
        screen.Id = screen.Sessions.Add(screen._owner, shown, sample.Intent);
        screen.Render(screen._owner);
        return screen;
    }

    /// <summary>The same session, requested with another browser's key.</summary>
    public static SessionScreen ShowToStranger(AuthState state)
    {
        var screen = new SessionScreen("en", interactive: true, phonePage: null);
        screen.Id = screen.Sessions.Add(screen._owner, state);
        screen.Render(OwnerKey.New());
        return screen;
    }

    public IElement Button(string text) => Component.FindAll("button, a").Single(b => b.TextContent.Trim() == text);

    public Task MoveAsync(AuthState state) => Component.InvokeAsync(() => Sessions.MoveAsync(Id, state));

    public void Dispose() => _context.Dispose();

    private void Render(OwnerKey key) => Component = _context.Render<LiveSession>(p => p
        .Add(s => s.Id, Id.Value)
        .Add(s => s.Owner, key.Reveal()));

    /// <summary>A circuit that this browser opened.</summary>
    private sealed class Circuit(OwnerKey browser) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(CircuitOwner.Add(new(new ClaimsIdentity()), browser)));
    }

    private sealed class Token : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}

using System.Globalization;
using AngleSharp.Dom;
using AuthDemo.Journal.Feed;
using AuthDemo.Journal.Operators;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.PythonHost;
using AuthDemo.Sessions;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Operators;
using AuthDemo.Web.Console;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Actions;
using AuthDemo.Web.Console.Layout;
using AuthDemo.Web.Console.Runtime;
using AuthDemo.Web.Console.Sessions;
using AuthDemo.Web.Operations;
using AuthDemo.Web.Shell;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace AuthDemo.Web.Tests.Console;

/// <summary>One console component on a circuit for an operator with a role, with a fake journal and a fake clock.</summary>
internal sealed class ConsoleScreen : IAsyncDisposable
{
    private readonly BunitContext _context = new();
    private readonly Operator _operator;
    private IRenderedComponent<MudDialogProvider>? _dialogs;

    public ConsoleScreen(OperatorRole role = OperatorRole.Admin, string language = "en", IOperatorSessions? sessions = null, FakePython? python = null,
        Action<IServiceCollection>? add = null)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        _operator = new("anna", role);
        python ??= new(FakePython.Serving);
        var options = new ConsoleOptions();
        options.Operators.Add(new() { Name = "anna", Role = role, PersonalNumber = ConsoleHost.Agent });
        var services = _context.Services;
        services.AddLogging();
        services.AddLocalization();
        services.AddSingleton<IOptionsMonitor<ConsoleOptions>>(new Monitor<ConsoleOptions>(options));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IJournalQueries>(Journal);
        services.AddSingleton<IOperatorLog>(Journal);
        services.AddSingleton(Feed);
        services.AddSingleton<AuthenticationStateProvider>(new SignedIn(new(ConsoleHost.SignedInUserOf(ConsoleHost.Agent, FakeJournal.Noon))));
        services.AddSingleton<AntiforgeryStateProvider>(new Token());
        services.AddSingleton<IBankIdStatus>(BankId);
        services.AddSingleton<IOptionsMonitor<OperationsOptions>>(new Monitor<OperationsOptions>(Operations));
        services.AddSingleton(sessions ?? new FakeOperatorSessions());
        python.AddTo(services);
        services.AddConsoleComponents();
        add?.Invoke(services);
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        services.AddSingleton(TestEnvironment.None);
        Script = _context.JSInterop.SetupModule("./console/console.js");
        Script.Mode = JSRuntimeMode.Loose;
    }

    /// <summary>The browser's script module.</summary>
    public BunitJSModuleInterop Script { get; }

    /// <summary>Calls of the browser's own functions, not of our script.</summary>
    public BunitJSInterop Browser => _context.JSInterop;

    /// <summary>The snackbar messages.</summary>
    public IEnumerable<string?> Told => _context.Services.GetRequiredService<ISnackbar>().ShownSnackbars.Select(one => one.Message);

    /// <summary>Executes operations without the page's buttons.</summary>
    public SessionActions Actions => _context.Services.GetRequiredService<SessionActions>();

    /// <summary>Removes the operator from the list.</summary>
    public void RemoveOperator() => _context.Services.GetRequiredService<IOptionsMonitor<ConsoleOptions>>().CurrentValue.Operators.Clear();

    /// <summary>The idle timeout in minutes.</summary>
    public double IdleMinutes
    {
        init => _context.Services.GetRequiredService<IOptionsMonitor<ConsoleOptions>>().CurrentValue.IdleMinutes = value;
    }

    /// <summary>Opens dialogs.</summary>
    public IDialogService Dialogs => _context.Services.GetRequiredService<IDialogService>();

    /// <summary>The selected theme; null follows the device.</summary>
    public string? Theme { get; set; }

    public FakeJournal Journal { get; } = new();

    public FakeBankId BankId { get; } = new();

    public OperationsOptions Operations { get; } = new();

    public JournalFeed Feed { get; } = new();

    public FakeTimeProvider Time { get; } = new(FakeJournal.Noon);

    /// <summary>The page's navigations, newest first.</summary>
    public IReadOnlyCollection<NavigationHistory> History => _context.Services.GetRequiredService<BunitNavigationManager>().History;

    public NavigationManager Navigation => _context.Services.GetRequiredService<NavigationManager>();

    public IRenderedComponent<TPage> Show<TPage>(params (string Name, object Value)[] parameters) where TPage : IComponent
    {
        _dialogs = _context.Render<MudDialogProvider>();
        return ShowFrame<TPage>(parameters);
    }

    /// <summary>Renders a component that has its own dialog provider.</summary>
    public IRenderedComponent<TPage> ShowFrame<TPage>(params (string Name, object Value)[] parameters) where TPage : IComponent
    {
        return _context.Render<TPage>(builder =>
        {
            builder.AddCascadingValue(_operator);
            if (Theme is { } theme)
                builder.AddCascadingValue("Theme", theme);
            foreach (var (name, value) in parameters)
                builder.TryAdd(name, value);
        });
    }

    /// <summary>The open dialog.</summary>
    public IRenderedComponent<MudDialogProvider> Dialog => _dialogs!;

    /// <summary>An exception of a component outside any event handler.</summary>
    public Task<Exception> Broke => _context.Renderer.UnhandledException;

    /// <summary>Enters a reason in the open dialog and clicks its button.</summary>
    public void GiveReason(string reason, string button)
    {
        Dialog.Find("textarea").Input(reason);
        Dialog.WaitForAssertion(() => Assert.False(Button(Dialog, button).HasAttribute("disabled")));
        Button(Dialog, button).Click();
    }

    /// <summary>
    /// Makes the grid query its first rows. A browser does so by reporting the visible range; here the button that loads new sessions
    /// has the same effect.
    /// </summary>
    public async Task LoadAsync(IRenderedComponent<SessionGrid> grid)
    {
        var asked = Journal.Asked.Count;
        await grid.InvokeAsync(() => grid.FindComponent<Virtualize<GridRow>>().Instance.RefreshDataAsync());
        grid.WaitForAssertion(() => Assert.True(Journal.Asked.Count > asked));
        grid.Render();
    }

    public static IElement Button<T>(IRenderedComponent<T> page, string name) where T : IComponent =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == name);

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private sealed class Token : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}

/// <summary>A BankID status that a test sets.</summary>
internal sealed class FakeBankId : IBankIdStatus
{
    public BankIdStatus Status { get; set; } = new(true, true, FakeJournal.Noon.AddHours(-2), FakeJournal.Noon.AddDays(200));

    public ValueTask<BankIdStatus> GetAsync(CancellationToken cancellation = default) => new(Status);
}

/// <summary>Records what operators do to sessions.</summary>
internal sealed class FakeOperatorSessions : IOperatorSessions
{
    public List<(SessionId Session, string Operator)> Cancelled { get; } = [];

    public List<PhoneIntent> Started { get; } = [];

    public bool Knows { get; set; } = true;

    public StartReply? Answers { get; set; }

    /// <summary>The exception that operations throw, if set.</summary>
    public bool Breaks { get; set; }

    public SessionId Begun { get; } = SessionId.New();

    public Task<bool> CancelAsync(SessionId id, string operatorName, CancellationToken cancellation = default)
    {
        Cancelled.Add((id, operatorName));
        return Breaks ? Task.FromException<bool>(new TimeoutException("no answer")) : Task.FromResult(Knows);
    }

    public Task<StartReply> StartPhoneAsync(SessionId id, PhoneIntent intent, string operatorName, CancellationToken cancellation = default)
    {
        Started.Add(intent);
        if (Breaks)
            return Task.FromException<StartReply>(new TimeoutException("no answer"));
        return Task.FromResult(Answers ?? new StartReply.Started(Begun));
    }
}

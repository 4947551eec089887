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

/// <summary>One console component on a circuit, in front of an operator of a role, over a journal and a clock in the test's hand.</summary>
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

    /// <summary>The browser's part.</summary>
    public BunitJSModuleInterop Script { get; }

    /// <summary>What is asked of the browser itself, and not of our script.</summary>
    public BunitJSInterop Browser => _context.JSInterop;

    /// <summary>What the page tells in passing.</summary>
    public IEnumerable<string?> Told => _context.Services.GetRequiredService<ISnackbar>().ShownSnackbars.Select(one => one.Message);

    /// <summary>Executes operations without the page's buttons.</summary>
    public SessionActions Actions => _context.Services.GetRequiredService<SessionActions>();

    /// <summary>Takes the operator off the list.</summary>
    public void Dismiss() => _context.Services.GetRequiredService<IOptionsMonitor<ConsoleOptions>>().CurrentValue.Operators.Clear();

    /// <summary>Minutes after which an operator who does nothing is out.</summary>
    public double IdleMinutes
    {
        init => _context.Services.GetRequiredService<IOptionsMonitor<ConsoleOptions>>().CurrentValue.IdleMinutes = value;
    }

    /// <summary>Opens dialogs.</summary>
    public IDialogService Dialogs => _context.Services.GetRequiredService<IDialogService>();

    /// <summary>The theme chosen; null for as the device says.</summary>
    public string? Theme { get; set; }

    public FakeJournal Journal { get; } = new();

    public FakeBankId BankId { get; } = new();

    public OperationsOptions Operations { get; } = new();

    public JournalFeed Feed { get; } = new();

    public FakeTimeProvider Time { get; } = new(FakeJournal.Noon);

    /// <summary>Where the page has sent the browser, the newest first.</summary>
    public IReadOnlyCollection<NavigationHistory> History => _context.Services.GetRequiredService<BunitNavigationManager>().History;

    public NavigationManager Navigation => _context.Services.GetRequiredService<NavigationManager>();

    public IRenderedComponent<TPage> Show<TPage>(params (string Name, object Value)[] parameters) where TPage : IComponent
    {
        _dialogs = _context.Render<MudDialogProvider>();
        return ShowFrame<TPage>(parameters);
    }

    /// <summary>Shows what has a place for dialogs of its own.</summary>
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

    /// <summary>The dialog that is open.</summary>
    public IRenderedComponent<MudDialogProvider> Dialog => _dialogs!;

    /// <summary>What a component threw that no event of the page was there to take.</summary>
    public Task<Exception> Broke => _context.Renderer.UnhandledException;

    /// <summary>Types a reason into the open dialog and presses its button.</summary>
    public void GiveReason(string reason, string button)
    {
        Dialog.Find("textarea").Input(reason);
        Dialog.WaitForAssertion(() => Assert.False(Button(Dialog, button).HasAttribute("disabled")));
        Button(Dialog, button).Click();
    }

    /// <summary>
    /// Has the grid ask for its first rows: a browser would, by telling how much of the table is in sight; here the button that
    /// catches up with the news does the same.
    /// </summary>
    public async Task AskAsync(IRenderedComponent<SessionGrid> grid)
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

/// <summary>BankID as a test wants it to be.</summary>
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

    /// <summary>What is asked for breaks on the way.</summary>
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

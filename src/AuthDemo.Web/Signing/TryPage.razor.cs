using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Signing;

/// <summary>
/// A payment composed by a tester, to see what the rules say: in Development with the simulator, and nowhere else, because what a
/// person approves must come from the server. Everything is judged before anything is asked of BankID.
/// </summary>
public sealed partial class TryPage
{
    /// <summary>The page's address.</summary>
    public const string Address = "/payment/try";

    private PaymentDraft _draft = PaymentDraft.Example;
    private IReadOnlyList<KeyValuePair<string, string>> _problems = [];

    [Inject] private SessionStart Start { get; set; } = null!;

    [Inject] private IHostEnvironment Host { get; set; } = null!;

    [Inject] private TestEnvironment Environment { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IStringLocalizer<ApprovalTexts> L { get; set; } = null!;

    [Inject] private IStringLocalizer<SessionTexts> Texts { get; set; } = null!;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    private string? Problem { get; set; }

    internal static bool IsThere(IHostEnvironment host, TestEnvironment environment) => host.IsDevelopment() && environment.IsSimulated;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (!IsThere(Host, Environment))
            Navigation.NotFound();
        else if (HttpMethods.IsPost(Http.Request.Method))
            _draft = PaymentDraft.Of(Http.Request.Form);
    }

    private async Task StartAsync()
    {
        if (!IsThere(Host, Environment))
            return; // not reached through the page
        var form = Http.Request.Form;
        switch (await Start.AskAsync(Http, _draft.ToIntent(), form["device"], form["touch"]))
        {
            case StartReply.Started started:
                Navigation.NavigateTo(FlowPaths.Session(Flow.Payment, started.Id));
                break;
            case StartReply.Invalid invalid:
                Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                _problems = [.. invalid.Fields.Select(field => KeyValuePair.Create(FieldProblem.Place(field), FieldProblem.Text(field, L)))];
                break;
            default:
                Problem = Texts.For(Flow.Payment, "Notice.unavailable");
                break;
        }
    }
}

using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Signing;

/// <summary>
/// Lets a tester enter a payment to see the validation messages. Available in Development with the simulator only, because what a
/// user approves must come from the server. The protocol module validates everything before BankID is called.
/// </summary>
public sealed partial class TestPaymentPage
{
    /// <summary>The page's address.</summary>
    public const string Address = "/payment/try";

    private PaymentDraft _draft = PaymentDraft.Initial;
    private IReadOnlyList<KeyValuePair<string, string>> _fieldErrors = [];
    private string? _error;

    [Inject] private SessionStart Start { get; set; } = null!;

    [Inject] private IHostEnvironment Host { get; set; } = null!;

    [Inject] private TestEnvironment Environment { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IStringLocalizer<SigningTexts> L { get; set; } = null!;

    [Inject] private IStringLocalizer<SessionTexts> Texts { get; set; } = null!;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    internal static bool IsAvailable(IHostEnvironment host, TestEnvironment environment) => host.IsDevelopment() && environment.IsSimulated;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (!IsAvailable(Host, Environment))
            Navigation.NotFound();
        else if (HttpMethods.IsPost(Http.Request.Method))
            _draft = PaymentDraft.FromForm(Http.Request.Form);
    }

    private async Task StartAsync()
    {
        if (!IsAvailable(Host, Environment))
            return; // a post that did not come from the page
        var form = Http.Request.Form;
        switch (await Start.StartIntentAsync(Http, _draft.ToIntent(), form["device"], form["touch"]))
        {
            case StartReply.Started started:
                Navigation.NavigateTo(FlowPaths.Session(Flow.Payment, started.Id));
                break;
            case StartReply.Invalid invalid:
                Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                _fieldErrors = [.. invalid.Fields.Select(field => KeyValuePair.Create(FieldErrorText.FieldName(field), FieldErrorText.Sentence(field, L)))];
                break;
            case StartReply.Unavailable:
                _error = Texts.For(Flow.Payment, "Notice.unavailable");
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}

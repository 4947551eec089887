using AuthDemo.Journal.Operators;
using AuthDemo.Journal.Protection;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Operators;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Actions;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AuthDemo.Web.Console.Phone;

/// <summary>Starts an identification, a signature or a payment for a person and navigates to the session.</summary>
public sealed partial class PhonePage
{
    // The URL selects the flow, so that each can be bookmarked or linked from a ticket system.
    private static readonly Dictionary<Flow, string> s_paths = new()
    {
        [Flow.PhoneAuth] = "/phone/auth", [Flow.PhoneSign] = "/phone/sign", [Flow.OtherPayment] = "/phone/payment",
    };

    // BankID allows more, but a caller cannot read more during a call.
    private const int LongestText = 2000;
    private const int LongestRecipient = 40;
    private const int LongestReason = OperatorAction.MaxReasonLength;

    private MudForm? _form;
    private Flow _flow = Flow.PhoneAuth;
    private bool _weCalled;
    private string _number = "";
    private string _text = "";
    private string _recipient = "";
    private string _amount = "";
    private string _reason = "";
    private string? _error;
    private string? _validationErrors;
    private bool _isBusy;

    [CascadingParameter] private Operator Operator { get; set; } = null!;

    [Inject] private SessionActions Actions { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    protected override void OnParametersSet() =>
        _flow = s_paths.FirstOrDefault(path => path.Value == new Uri(Navigation.Uri).AbsolutePath, KeyValuePair.Create(Flow.PhoneAuth, "")).Key;

    private void Choose(Flow flow) => Navigation.NavigateTo(s_paths[flow], replace: true);

    private string? NumberError(string? given) => string.IsNullOrEmpty(given) || PersonalNumber.TryParse(given, out _, out _) ? null : L["PersonalNumber.Wrong"].Value;

    private async Task StartAsync()
    {
        // The second click of a double click arrives before the button is disabled.
        if (_isBusy)
            return;
        (_isBusy, _error, _validationErrors) = (true, null, null);
        await _form!.ValidateAsync();
        if (_form.IsValid)
            await StartValidatedAsync();
        _isBusy = false;
    }

    private async Task StartValidatedAsync()
    {
        var result = await Actions.StartPhoneAsync(ToIntent(), _reason.Trim());
        switch (result)
        {
            case OperationResult<StartReply>.Done { Value: StartReply.Started started }:
                Navigation.NavigateTo($"/console/sessions/{started.Id}");
                break;
            case OperationResult<StartReply>.Done { Value: StartReply.Invalid invalid }:
                _validationErrors = string.Join(' ', invalid.Fields.Select(field => $"{Label(field)}: {field.Message}"));
                break;
            case OperationResult<StartReply>.Done { Value: StartReply.Unavailable down }:
                _error = L["Problem.Unavailable", L.TextFor("What.", down.What)];
                break;
            default:
                _error = L.ErrorText(result);
                break;
        }
    }

    private PhoneIntent ToIntent()
    {
        var digits = string.Concat(_number.Where(char.IsAsciiDigit));
        if (_flow is Flow.OtherPayment)
        {
            var payment = new Payment { Type = PaymentType.Card, Recipient = _recipient.Trim(), Amount = _amount.Trim(), Currency = "SEK" };
            return new(_flow, digits, null, null) { Payment = payment };
        }

        return new(_flow, digits, _weCalled ? CallInitiator.Rp : CallInitiator.User, _flow is Flow.PhoneSign ? _text.Trim() : null);
    }

    // The rule is in English, so the field is too.
    private static string Label(InvalidField field) => field.Member switch
    {
        IntentMember.Flow => "Flow",
        IntentMember.PhonePersonalNumber => "Personal number",
        IntentMember.PhoneCallInitiator => "Who called",
        IntentMember.UserVisibleData => "Text to sign",
        IntentMember.Other => field.Field,
        _ => throw new InvalidOperationException($"A member without a label: {field.Member}."),
    };
}

namespace AuthDemo.Simulator.Client;

/// <summary>
/// One person's phone. Verbs come in a user's order: get an order onto the phone, answer what it asks, enter the code.
/// What the phone will not do throws <see cref="PhoneRefusedException"/> with its reason.
/// </summary>
public sealed class Phone
{
    private readonly SimulatorHttp _http;
    private string? _task;

    internal Phone(SimulatorHttp http, string? holder) => (_http, Holder, IpAddress) = (http, holder, null);

    /// <summary>Whose phone it is; null for a phone that several people share.</summary>
    public string? Holder { get; }

    /// <summary>The phone's address as BankID sees it from the next scan or opening on; null for the end user's own.</summary>
    public string? IpAddress { get; set; }

    /// <summary>Scans a QR code.</summary>
    /// <param name="text">The code's text as it is shown right now; one that is some seconds old is refused (qrTooOld).</param>
    public Task<PhoneScreen> ScanAsync(string text, CancellationToken cancellation = default) =>
        DoAsync("scan", new { text, holder = Holder, ipAddress = IpAddress }, cancellation);

    /// <summary>Follows a launch link on this device.</summary>
    /// <param name="link"><c>bankid:///?autostarttoken=…</c> or its https form, as the page's anchor has it.</param>
    public Task<PhoneScreen> OpenAsync(string link, CancellationToken cancellation = default) =>
        DoAsync("open", new { link, holder = Holder, ipAddress = IpAddress }, cancellation);

    /// <summary>Opens the app by hand: it finds the phone order that waits for its owner.</summary>
    public Task<PhoneScreen> StartAppAsync(CancellationToken cancellation = default) =>
        DoAsync("start", new { holder = Holder, ipAddress = IpAddress }, cancellation);

    /// <summary>Chooses whose BankID to use, on a phone that several people share.</summary>
    /// <param name="holder">Id of the person.</param>
    public Task<PhoneScreen> ChooseIdentityAsync(string holder, CancellationToken cancellation = default) =>
        DoAsync("choose", new { task = Task, holder, ipAddress = IpAddress }, cancellation);

    /// <summary>Says whether the user is in a call with the relying party.</summary>
    public Task<PhoneScreen> AnswerCallAsync(bool inCall, CancellationToken cancellation = default) =>
        DoAsync("answer-call", new { task = Task, inCall }, cancellation);

    /// <summary>Reads the passport or ID card that the order asks for.</summary>
    public Task<PhoneScreen> ReadDocumentAsync(CancellationToken cancellation = default) => DoAsync("read-document", new { task = Task }, cancellation);

    /// <summary>Enters the security code: identifies or signs. The third wrong one ends the order.</summary>
    public Task<PhoneScreen> EnterCodeAsync(string code = "123456", CancellationToken cancellation = default) =>
        DoAsync("enter-code", new { task = Task, code }, cancellation);

    /// <summary>Uses fingerprint or face instead of the code; refused (pinCodeRequired) when the order demands the code.</summary>
    public Task<PhoneScreen> UseBiometricsAsync(CancellationToken cancellation = default) => DoAsync("use-biometrics", new { task = Task }, cancellation);

    /// <summary>Presses cancel.</summary>
    public Task<PhoneScreen> CancelAsync(CancellationToken cancellation = default) => DoAsync("cancel", new { task = Task }, cancellation);

    /// <summary>Looks at the screen without doing anything.</summary>
    public Task<PhoneScreen> LookAsync(CancellationToken cancellation = default) => DoAsync("look", new { task = Task }, cancellation);

    private string Task => _task ?? throw new InvalidOperationException("The phone has no order yet: scan a code, open a link, or start the app first.");

    private async Task<PhoneScreen> DoAsync(string verb, object body, CancellationToken cancellation)
    {
        try
        {
            var screen = await _http.PhoneAsync(verb, body, cancellation);
            _task = screen.Task;
            return screen;
        }
        catch (PhoneRefusedException refusal) when (refusal.Screen is not null)
        {
            // The order is on the phone all the same, as when it is for somebody else: it can still be cancelled.
            _task = refusal.Screen.Task;
            throw;
        }
    }
}

/// <summary>What the phone shows.</summary>
/// <param name="Task">The phone's handle for the order.</param>
/// <param name="Step">chooseIdentity, confirmCall, readDocument, enterCode, processing, done or failed.</param>
/// <param name="Flow">auth, sign, payment, phoneAuth or phoneSign.</param>
/// <param name="RelyingParty">Who asks.</param>
/// <param name="Text">What the user is to read.</param>
/// <param name="CodeAttemptsLeft">Wrong codes that are left before the BankID is blocked.</param>
/// <param name="Failure">The hint code of a failed order.</param>
/// <param name="Redirect">Where the app returns to when done, on the same device.</param>
public sealed record PhoneScreen(
    string Task, string Step, string Flow, string RelyingParty, string? Text, int CodeAttemptsLeft, string? Failure, string? Redirect)
{
    /// <summary>The text is formatted with BankID's simple markdown.</summary>
    public bool TextIsMarkdown { get; init; }

    /// <summary>The payment that the user is to approve; null for other flows.</summary>
    public PhoneTransaction? Transaction { get; init; }

    /// <summary>Prints flow and step only.</summary>
    public override string ToString() => $"phone ({Flow}, {Step})";
}

/// <summary>A payment as the phone shows it.</summary>
/// <param name="Type">card, npa or another transaction type of the RP API.</param>
/// <param name="Recipient">Who is paid.</param>
/// <param name="Amount">With a comma before decimals; null for a transaction without money.</param>
/// <param name="Currency">Three letters; null for a transaction without money.</param>
/// <param name="RiskWarning">The warning that the app shows; null for none.</param>
public sealed record PhoneTransaction(string Type, string Recipient, string? Amount, string? Currency, string? RiskWarning);

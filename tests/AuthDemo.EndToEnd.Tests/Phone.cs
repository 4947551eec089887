using AuthDemo.Simulator.Client;
using Kit = AuthDemo.Simulator.Client.Phone;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>The simulated phone in one person's hand. Each verb fails the story when the phone refuses.</summary>
internal sealed class Phone
{
    public const string Elsa = "elsa";
    public const string Omar = "omar";

    private readonly Kit _phone;
    private readonly Person _person;
    private PhoneScreen? _screen;

    private Phone(Kit phone, Person person) => (_phone, _person) = (phone, person);

    /// <summary>A phone of this holder. Who they are, and what their phone reads, is noted as what no log may hold.</summary>
    public static async Task<Phone> OfAsync(string holder, SimulatorClient bankId)
    {
        var person = Assert.Single(await bankId.PeopleAsync(), one => one.Id == holder);
        Artifacts.Secret(person.PersonalNumber);
        Artifacts.Secret(person.Name);
        return new Phone(bankId.Phone(holder), person);
    }

    public string Name => _person.Name;

    public string PersonalNumber => _person.PersonalNumber;

    /// <summary>The page the app would return to, once the code was right.</summary>
    public string? Redirect => _screen?.Redirect;

    /// <summary>What the phone shows: <c>enterCode</c>, <c>done</c> …; empty before it has an order.</summary>
    public string Step => _screen?.Step ?? "";

    /// <summary>What the phone asks its person to read.</summary>
    public string? Text => _screen?.Text;

    public Task ScanAsync(string text) => DoAsync(_phone.ScanAsync(Noted(text)));

    public Task OpenAsync(string link) => DoAsync(_phone.OpenAsync(Noted(link)));

    /// <param name="code">Null for the right one.</param>
    public Task EnterCodeAsync(string? code = null) => DoAsync(_phone.EnterCodeAsync(code ?? _person.Code));

    /// <summary>Enters a code that is not the person's; the phone says so.</summary>
    public async Task EnterWrongCodeAsync() =>
        Assert.Equal("wrongCode", (await Assert.ThrowsAsync<PhoneRefusedException>(() => _phone.EnterCodeAsync("000000"))).Error);

    /// <summary>Opens the app by hand: it finds the request that a caller waits for.</summary>
    public Task StartAsync() => DoAsync(_phone.StartAppAsync());

    /// <summary>Opens the app by hand where nothing waits for this person.</summary>
    public async Task FindsNothingAsync() =>
        Assert.Equal("nothingWaiting", (await Assert.ThrowsAsync<PhoneRefusedException>(() => _phone.StartAppAsync())).Error);

    /// <summary>Answers whether the person talks to the relying party.</summary>
    public Task AnswerCallAsync(bool inCall) => DoAsync(_phone.AnswerCallAsync(inCall));

    public Task CancelAsync() => DoAsync(_phone.CancelAsync());

    /// <summary>Scans a code that the phone must refuse, and says why it did.</summary>
    public async Task<string> RefusesToScanAsync(string text) =>
        (await Assert.ThrowsAsync<PhoneRefusedException>(() => _phone.ScanAsync(Noted(text)))).Error;

    private async Task DoAsync(Task<PhoneScreen> verb) => _screen = await verb;

    private static string Noted(string text)
    {
        foreach (var part in text.Split('.', '=', '&', '?'))
            if (Guid.TryParse(part, out _))
                Artifacts.Secret(part);
        return text;
    }
}

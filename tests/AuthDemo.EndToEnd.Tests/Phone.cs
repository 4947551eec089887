using AuthDemo.Simulator.Client;
using SimulatorPhone = AuthDemo.Simulator.Client.Phone;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>A person with a simulated phone. Each action fails the story when the phone refuses it.</summary>
internal sealed class Phone
{
    public const string Elsa = "elsa";
    public const string Omar = "omar";

    private readonly SimulatorPhone _phone;
    private readonly Person _person;
    private PhoneScreen? _screen;

    private Phone(SimulatorPhone phone, Person person) => (_phone, _person) = (phone, person);

    /// <summary>The phone of this holder. Their identity, and what the phone scans, is recorded as secrets that no log may contain.</summary>
    public static async Task<Phone> OfAsync(string holder, SimulatorClient bankId)
    {
        var person = Assert.Single(await bankId.PeopleAsync(), candidate => candidate.Id == holder);
        Artifacts.AddSecret(person.PersonalNumber);
        Artifacts.AddSecret(person.Name);
        return new Phone(bankId.Phone(holder), person);
    }

    public string Name => _person.Name;

    public string PersonalNumber => _person.PersonalNumber;

    /// <summary>The address that the app returns to after the code was entered.</summary>
    public string? Redirect => _screen?.Redirect;

    /// <summary>The step that the phone shows: <c>enterCode</c>, <c>done</c> …; empty before it has an order.</summary>
    public string Step => _screen?.Step ?? "";

    /// <summary>The text that the phone shows for the user to read.</summary>
    public string? Text => _screen?.Text;

    public Task ScanAsync(string text) => RunAsync(_phone.ScanAsync(RecordSecrets(text)));

    public Task OpenAsync(string link) => RunAsync(_phone.OpenAsync(RecordSecrets(link)));

    /// <param name="code">Null for the person's own code.</param>
    public Task EnterCodeAsync(string? code = null) => RunAsync(_phone.EnterCodeAsync(code ?? _person.Code));

    /// <summary>Enters a wrong code; the phone must report it.</summary>
    public async Task EnterWrongCodeAsync() =>
        Assert.Equal("wrongCode", (await Assert.ThrowsAsync<PhoneRefusedException>(() => _phone.EnterCodeAsync("000000"))).Error);

    /// <summary>Opens the app by hand: it finds the phone order for this person.</summary>
    public Task StartAsync() => RunAsync(_phone.StartAppAsync());

    /// <summary>Opens the app by hand; no order may wait for this person.</summary>
    public async Task AssertNothingWaitsAsync() =>
        Assert.Equal("nothingWaiting", (await Assert.ThrowsAsync<PhoneRefusedException>(() => _phone.StartAppAsync())).Error);

    /// <summary>Answers whether the person is in a call with the relying party.</summary>
    public Task AnswerCallAsync(bool inCall) => RunAsync(_phone.AnswerCallAsync(inCall));

    public Task CancelAsync() => RunAsync(_phone.CancelAsync());

    /// <summary>Scans a code that the phone must refuse; returns the reason.</summary>
    public async Task<string> RefusesToScanAsync(string text) =>
        (await Assert.ThrowsAsync<PhoneRefusedException>(() => _phone.ScanAsync(RecordSecrets(text)))).Error;

    private async Task RunAsync(Task<PhoneScreen> action) => _screen = await action;

    private static string RecordSecrets(string text)
    {
        foreach (var part in text.Split('.', '=', '&', '?'))
            if (Guid.TryParse(part, out _))
                Artifacts.AddSecret(part);
        return text;
    }
}

namespace AuthDemo.Simulator.Client.Tests;

public sealed class SimulatorClientTests
{
    [Fact]
    public async Task user_scans_the_code_and_identifies()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.StartAsync();
        var phone = shop.Simulator.Phone("elsa");

        var screen = await phone.ScanAsync(Shop.Qr(order, 0), TestContext.Current.CancellationToken);
        Assert.Equal(("enterCode", "auth", "AuthDemo"), (screen.Step, screen.Flow, screen.RelyingParty));
        Assert.Equal("userSign", await shop.CollectAsync(order));

        Assert.Equal("done", (await phone.EnterCodeAsync()).Step);
        Assert.Equal("complete", await shop.CollectAsync(order));
    }

    [Fact]
    public async Task user_opens_the_link_and_cancels()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.StartAsync();
        var phone = shop.Simulator.Phone("omar");
        await phone.OpenAsync(Shop.Link(order));

        Assert.Equal("userCancel", (await phone.CancelAsync()).Failure);
        Assert.Equal("userCancel", await shop.CollectAsync(order));
    }

    [Fact]
    public async Task user_confirms_the_call_and_shows_a_passport()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.PostAsync("phone/auth", """{"personalNumber":"198507099821","callInitiator":"RP","requirement":{"mrtd":true}}""");
        var phone = shop.Simulator.Phone("elsa");

        Assert.Equal("confirmCall", (await phone.StartAppAsync()).Step);
        Assert.Equal("readDocument", (await phone.AnswerCallAsync(inCall: true)).Step);
        Assert.Equal("enterCode", (await phone.ReadDocumentAsync()).Step);
        Assert.Equal("done", (await phone.UseBiometricsAsync()).Step);
        Assert.Equal("done", (await phone.LookAsync()).Step);
        Assert.Equal("complete", await shop.CollectAsync(order));
    }

    [Fact]
    public async Task user_of_a_shared_phone_chooses_whose_identity_to_use()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.StartAsync();
        var phone = shop.Simulator.SharedPhone();

        Assert.Equal("chooseIdentity", (await phone.OpenAsync(Shop.Link(order))).Step);
        Assert.Equal("enterCode", (await phone.ChooseIdentityAsync("omar")).Step);
        await phone.EnterCodeAsync();

        Assert.Equal("omar", Assert.Single(await shop.Simulator.OrdersAsync()).Holder);
    }

    [Fact]
    public async Task user_sees_what_to_sign_and_to_pay()
    {
        await using var shop = await Shop.OpenAsync();
        var phone = shop.Simulator.Phone();
        var signing = await shop.PostAsync("sign", """{"endUserIp":"198.51.100.7","userVisibleData":"SGVq","userVisibleDataFormat":"simpleMarkdownV1"}""");
        var payment = await shop.PostAsync("payment", """
            {"endUserIp":"198.51.100.7","userVisibleTransaction":{"transactionType":"card","recipient":{"name":"Bokhandeln"},
            "money":{"amount":"100,50","currency":"SEK"}}}
            """);

        var text = await phone.OpenAsync(Shop.Link(signing));
        await phone.CancelAsync();
        var transaction = (await phone.OpenAsync(Shop.Link(payment))).Transaction;

        Assert.Equal(("Hej", true, null), (text.Text, text.TextIsMarkdown, text.Transaction));
        Assert.Equal(new PhoneTransaction("card", "Bokhandeln", "100,50", "SEK", null), transaction);
    }

    [Fact]
    public async Task WrongCode_ThrowsWithTheReasonAndTheScreen()
    {
        await using var shop = await Shop.OpenAsync();
        var phone = shop.Simulator.Phone();
        await phone.ScanAsync(Shop.Qr(await shop.StartAsync(), 0));

        var refusal = await Assert.ThrowsAsync<PhoneRefusedException>(() => phone.EnterCodeAsync("000000"));

        Assert.Equal(("wrongCode", 2), (refusal.Error, refusal.Screen!.CodeAttemptsLeft));
    }

    [Fact]
    public async Task OrderForSomebodyElse_CanStillBeCancelled()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.PostAsync("auth", """{"endUserIp":"198.51.100.7","requirement":{"personalNumber":"198507099821"}}""");
        var phone = shop.Simulator.Phone("omar");

        var refusal = await Assert.ThrowsAsync<PhoneRefusedException>(() => phone.OpenAsync(Shop.Link(order)));
        await phone.CancelAsync();

        Assert.Equal("wrongPerson", refusal.Error);
        Assert.Equal("userCancel", await shop.CollectAsync(order));
    }

    [Fact]
    public async Task Scenario_AndClock_EndTheNextOrderOnly()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Simulator.Scenario.PlayNextAsync("user-cancels");
        var cancelled = await shop.StartAsync();
        var untouched = await shop.StartAsync();
        var before = await shop.Simulator.Clock.NowAsync();

        var after = await shop.Simulator.Clock.AdvanceAsync(6);

        Assert.Equal(before.AddSeconds(6), after);
        Assert.Equal("userCancel", await shop.CollectAsync(cancelled));
        Assert.Equal("outstandingTransaction", await shop.CollectAsync(untouched));
    }

    [Fact]
    public async Task Scenario_PlayedAlways_UntilCleared()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Simulator.Scenario.PlayAlwaysAsync("completes-at-once", "mira");
        var first = await shop.StartAsync();
        await shop.Simulator.Scenario.ClearAsync();
        var second = await shop.StartAsync();

        Assert.Equal("complete", await shop.CollectAsync(first));
        Assert.Equal("outstandingTransaction", await shop.CollectAsync(second));
    }

    [Fact]
    public async Task Faults_BefallWhatTheyShould()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Simulator.Faults.AddNextAsync("maintenance", operation: "collect");
        await shop.Simulator.Faults.AddAsync("internal-error", operation: "sign");
        var order = await shop.StartAsync();

        Assert.Equal("maintenance", await shop.CollectAsync(order));
        Assert.Equal("outstandingTransaction", await shop.CollectAsync(order));
        Assert.Equal("internalError", (await shop.PostAsync("sign", "{}"))["errorCode"]!.GetValue<string>());
        await shop.Simulator.Faults.ClearAsync();
        Assert.Equal("invalidParameters", (await shop.PostAsync("sign", "{}"))["errorCode"]!.GetValue<string>());
    }

    [Fact]
    public async Task Lint_TellsWhatWasWrong_UntilReset()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.PostAsync("auth", "{}");

        var finding = Assert.Single(await shop.Simulator.LintAsync());
        Assert.Equal(("invalid-parameters", "error", "auth", "endUserIp is required and was not given", 1),
            (finding.Rule, finding.Severity, finding.Operation, finding.Detail, finding.Count));

        await shop.Simulator.ResetAsync();
        Assert.Empty(await shop.Simulator.LintAsync());
    }

    [Fact]
    public async Task PutIdentity_ChangesWhatIsGiven()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Simulator.PutIdentityAsync(new IdentityChange("elsa") { Status = "blocked" });
        var order = await shop.StartAsync();
        var phone = shop.Simulator.Phone("elsa");
        await phone.ScanAsync(Shop.Qr(order, 0));

        Assert.Equal("certificateErr", (await phone.EnterCodeAsync()).Failure);
    }

    [Fact]
    public async Task People_AreThoseWhosePhonesThereAre_AndPrintAsTheirIds()
    {
        await using var shop = await Shop.OpenAsync();

        var people = await shop.Simulator.PeopleAsync();

        Assert.Equal(["asa", "elsa", "karl", "mira", "omar"], people.Select(person => person.Id).Order());
        Assert.Equal(("Elsa Lindqvist", "198507099821", "123456", "mobile"),
            people.Where(person => person.Id == "elsa").Select(person => (person.Name, person.PersonalNumber, person.Code, person.Kind)).Single());
        Assert.Equal("person elsa", people.Single(person => person.Id == "elsa").ToString());
    }

    [Fact]
    public async Task Orders_TellHowEachStands()
    {
        await using var shop = await Shop.OpenAsync();
        Assert.Empty(await shop.Simulator.OrdersAsync());
        await shop.StartAsync();
        var order = await shop.StartAsync();
        var phone = shop.Simulator.Phone("elsa");
        await phone.ScanAsync(Shop.Qr(order, 0));
        await phone.EnterCodeAsync();
        await shop.CollectAsync(order);

        Assert.Equal(
            [new OrderState(1, "Auth", "pending", "outstandingTransaction", null, false), new OrderState(2, "Auth", "complete", null, "elsa", true)],
            await shop.Simulator.OrdersAsync());
    }

    [Fact]
    public async Task UnknownScenario_ThrowsNamingTheChoices()
    {
        await using var shop = await Shop.OpenAsync();

        var failure = await Assert.ThrowsAsync<SimulatorException>(() => shop.Simulator.Scenario.PlayNextAsync("dances"));

        Assert.StartsWith("name must be one of completes, ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Phone_WithoutAnOrder_SaysWhatToDoFirst()
    {
        await using var shop = await Shop.OpenAsync();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Simulator.Phone().EnterCodeAsync());

        Assert.Equal("The phone has no order yet: scan a code, open a link, or start the app first.", failure.Message);
    }

    [Fact]
    public void Client_KnowsNothingOfTheSimulatorsCode() =>
        Assert.DoesNotContain("AuthDemo.Simulator", typeof(SimulatorClient).Assembly.GetReferencedAssemblies().Select(a => a.Name));
}

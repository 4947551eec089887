using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Sessions;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Journal.Tests;

/// <summary>Sessions of every flow and operators' actions, in the record and in the log.</summary>
public sealed class FlowRecordTests
{
    [Fact]
    public void Record_WithAllMembers_IsReadAsWritten()
    {
        var record = TestSessions.Session() with
        {
            Intent = new AuthIntent
            {
                Flow = Flow.Payment, Device = Device.Same, Client = new("ios", "safari"), EndUserIp = TestSessions.Ip, UserVisibleData = "Text",
                UserVisibleDataFormat = TextFormat.SimpleMarkdown, UserNonVisibleData = "hidden", ReturnUrl = "https://example.se/{nonce}", ReturnRisk = true,
                Requirement = new() { PinCode = true, CardReader = CardReader.Class1, CertificatePolicies = ["1.2.3.4.10"], PersonalNumber = TestSessions.PersonalNumber },
                Payment = new() { Type = PaymentType.Card, Recipient = "Boklådan", Amount = "1,50", Currency = "SEK", RiskFlags = ["newCard"] },
                Phone = new(CallInitiator.Rp, TestSessions.PersonalNumber),
            },
            Evidence = new Evidence("c2ln", "b2NzcA==", null, null, null, null, null) { Verified = "valid", SignerSha256 = "00ff", VouchedAt = TestSessions.Now },
            ReturnNonceHash = "abc", ReturnMismatch = "wrong_nonce",
        };

        var read = RecordJson.Read<SessionRecord>(RecordJson.Write(record))!;

        Assert.Equal(record.Intent, read.Intent);
        Assert.Equal(record.Evidence, read.Evidence);
        Assert.Equal(("abc", "wrong_nonce"), (read.ReturnNonceHash, read.ReturnMismatch));
    }

    [Fact]
    public void Actor_OfAnOperatorsAction_IsTheOperator()
    {
        var started = new SessionEvent.Started(TestSessions.Now, Flow.PhoneAuth, null) { Operator = "anna" };
        var ended = new SessionEvent.Ended(TestSessions.Now, AuthStateKind.Cancelled, "operator") { Operator = "bo" };
        var cancelled = new AuthState.Cancelled(CancelledBy.Operator);

        Assert.Equal("operator:anna", SessionEntries.ActorOf(started, new AuthState.Starting()));
        Assert.Equal("operator:bo", SessionEntries.ActorOf(ended, cancelled));
    }

    [Fact]
    public void ReturnMismatched_HasATypeInTheLog()
    {
        SessionEvent mismatched = new SessionEvent.ReturnMismatched(TestSessions.Now, "another_browser");

        Assert.Equal("return_mismatched", SessionEntries.TypeOf(mismatched).Name);
        Assert.Contains("another_browser", SessionEntries.FactsOf(mismatched, TestSessions.Session()).ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void MovedByAHint_KeepsTheHintUnchanged()
    {
        var moved = new SessionEvent.Moved(TestSessions.Now, AuthStateKind.Searching, AuthStateKind.EnteringCode, null) { Hint = "userSign" };
        var unhinted = new SessionEvent.Moved(TestSessions.Now, AuthStateKind.EnteringCode, AuthStateKind.Starting, null);

        Assert.Equal("userSign", AuditFacts.Parse(SessionEntries.FactsOf(moved, TestSessions.Session()).ToJson())["hint"]);
        Assert.DoesNotContain("hint", AuditFacts.Parse(SessionEntries.FactsOf(unhinted, TestSessions.Session()).ToJson()).Keys);
    }
}

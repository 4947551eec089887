using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>Types that grains and pages exchange, serialized as between two nodes.</summary>
public sealed class CrossNodeTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    [Fact]
    public void Intent_WithAllMembers_IsUnchanged()
    {
        var intent = new AuthIntent
        {
            Flow = Flow.Sign, Device = Device.Same, Client = new("ios", "safari"), EndUserIp = SensitiveData.EndUserIp,
            Web = new("example.se", SensitiveData.UserAgent, "device"), UserVisibleData = "Text", UserVisibleDataFormat = TextFormat.SimpleMarkdown,
            UserNonVisibleData = "hidden", ReturnUrl = "https://example.se/{nonce}", ReturnRisk = true,
            Requirement = new() { PinCode = true, Mrtd = true, CardReader = CardReader.Class2, CertificatePolicies = ["1.2.3.4.10"], PersonalNumber = SensitiveData.PersonalNumber },
            Payment = new() { Type = PaymentType.Card, Recipient = "Boklådan", Amount = "1", Currency = "SEK", RiskWarning = "!", RiskFlags = ["newCard"] },
            Phone = new(CallInitiator.Rp, SensitiveData.PersonalNumber),
        };

        Assert.Equal(intent, Arrived(intent));
    }

    [Fact]
    public void Replies_AreUnchanged()
    {
        var field = new InvalidField("flow", "message") { Rule = "choice", Limit = "limit", Given = "given" };
        Assert.Equal([field], Assert.IsType<StartReply.Invalid>(Arrived<StartReply>(new StartReply.Invalid([field]))).Fields);

        var completed = new AuthState.Completed(new(SensitiveData.PersonalNumber, SensitiveData.Name, SensitiveData.GivenName, SensitiveData.Surname), ["risk_moderate"]);
        var arrived = Assert.IsType<AuthState.Completed>(Arrived<AuthState>(completed));
        Assert.Equal((completed.Identity, "risk_moderate"), (arrived.Identity, Assert.Single(arrived.Warnings)));

        var bundle = Arrived(new EvidenceBundle("evidence.zip", [1, 2, 3]));
        Assert.Equal(("evidence.zip", 3), (bundle.FileName, bundle.Content[2]));
    }

    public void Dispose() => _services.Dispose();

    private T Arrived<T>(T sent)
    {
        var serializer = _services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(sent))!;
    }
}

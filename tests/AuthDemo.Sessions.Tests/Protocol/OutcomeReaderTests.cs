using System.Text;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Tests.Protocol;

/// <summary>Outcomes without an example: unknown and malformed ones.</summary>
public sealed class OutcomeReaderTests
{
    [Theory]
    [InlineData("""{"kind":"delighted","final":false,"message":"X1"}""", "delighted", false)]
    [InlineData("""{"kind":"delighted","final":true,"message":null,"identity":{}}""", "delighted", true)]
    [InlineData("""{"kind":"cancelled","final":true,"message":null,"by":"the_moon"}""", "cancelled", true)]
    public void Unknown_IsUnrecognisedAndNeverASuccess(string outcome, string kind, bool ended)
    {
        var state = Assert.IsType<AuthState.Unrecognised>(Assert.IsType<ProtocolReply.Stepped>(Read(outcome)).Step.Outcome);

        Assert.Equal((kind, ended, ended), (state.Kind, state.Ended, state.IsFinal));
    }

    [Theory]
    [InlineData("""{"kind":"completed","final":true,"message":null}""")]
    [InlineData("""{"kind":"completed","final":false,"message":null}""")]
    [InlineData("""{"kind":"searching","final":true,"message":null}""")]
    [InlineData("""{"kind":"awaiting_scan","final":false,"message":null,"qr":1,"window_ends":0,"renewals":0}""")]
    [InlineData("""{"kind":"awaiting_scan","final":false,"message":null,"qr":"x","window_ends":"soon","renewals":0}""")]
    [InlineData("""{"kind":"awaiting_scan","final":false,"message":null,"qr":"x","window_ends":9999999999999999,"renewals":0}""")]
    [InlineData("""{"kind":null,"final":false,"message":null}""")]
    [InlineData("""[]""")]
    public void KnownButMalformed_IsBroken(string outcome) => Assert.IsType<ProtocolReply.Broken>(Read(outcome));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"state\":")]
    public void NoStep_IsBroken(string reply) =>
        Assert.IsType<ProtocolReply.Broken>(StepReader.Read(Encoding.UTF8.GetBytes(reply)));

    private static ProtocolReply Read(string outcome) => StepReader.Read(Encoding.UTF8.GetBytes(
        "{\"state\":{},\"outcome\":" + outcome + ",\"effects\":[],\"wake_ms\":null}"));
}

using AuthDemo.Signatures.Tests.Arrange;

namespace AuthDemo.Signatures.Tests;

/// <summary>OCSP responses that are wrong in one respect, and two that look unusual but are right.</summary>
public sealed class ForgedOcspTests(SimulatedBankId box)
{
    [Fact]
    public void Verify_ResponderNamedByItsKey_IsValid() => Valid(new OcspForgery { NamesTheResponderByKey = true });

    [Fact]
    public void Verify_NoNextUpdate_IsValid() => Valid(new OcspForgery { NextUpdate = null });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Verify_NotGood_IsRefused(int status) => Refused(Refusal.OcspStatus, new OcspForgery { Status = status });

    [Fact]
    public void Verify_UnsuccessfulResponse_IsRefused() => Refused(Refusal.OcspUnreadable, new OcspForgery { Outcome = 6 });

    [Fact]
    public void Verify_ResponderNotAppointed_IsRefused()
    {
        Refused(Refusal.OcspResponder, new OcspForgery { ResponderPurpose = null });
        Refused(Refusal.OcspResponder, new OcspForgery { ResponderPurpose = "1.3.6.1.5.5.7.3.1" });
    }

    [Fact]
    public void Verify_ResponderOfAnotherIssuer_IsRefused()
    {
        using var bank = box.Authority("bankid-bank");
        Refused(Refusal.OcspResponder, new OcspForgery { ResponderIssuer = bank });
    }

    [Fact]
    public void Verify_ResponderMissing_IsRefused() => Refused(Refusal.OcspResponder, new OcspForgery { BringsTheResponder = false });

    [Fact]
    public void Verify_AlgorithmNotAccepted_IsRefused() =>
        Refused(Refusal.OcspSignature, new OcspForgery { AlgorithmOid = "1.2.840.113549.1.1.5" });

    [Fact]
    public void Verify_AboutAnotherCertificate_IsRefused()
    {
        using var other = box.Authority("bankid-ocsp");
        Refused(Refusal.OcspOtherCertificate, new OcspForgery { About = other });
    }

    [Fact]
    public void Verify_NonceNotOfThisSignature_IsRefused()
    {
        Refused(Refusal.OcspNonce, new OcspForgery { Nonce = _ => null });
        Refused(Refusal.OcspNonce, new OcspForgery { Nonce = nonce => nonce[..20] });
        Refused(Refusal.OcspNonce, new OcspForgery { Nonce = nonce => [.. nonce, 0] });
        Refused(Refusal.OcspNonce, new OcspForgery { Nonce = nonce => [.. nonce[..19], (byte)(nonce[19] ^ 1), .. nonce[20..]] });
    }

    [Fact]
    public void Verify_NotFresh_IsRefused()
    {
        var now = DateTimeOffset.UtcNow;
        Refused(Refusal.OcspTime, new OcspForgery { ProducedAt = now.AddMinutes(-7) });
        Refused(Refusal.OcspTime, new OcspForgery { ProducedAt = now.AddMinutes(2) });
        Refused(Refusal.OcspTime, new OcspForgery { ThisUpdate = TimeSpan.FromMinutes(2) });
        Refused(Refusal.OcspTime, new OcspForgery { ThisUpdate = TimeSpan.FromDays(-2), NextUpdate = TimeSpan.FromDays(-1) });
    }

    private void Valid(OcspForgery ocsp) => Assert.IsType<Verification.Valid>(Verify(ocsp));

    private void Refused(Refusal reason, OcspForgery ocsp) => Assert.Equal(new Verification.Refused(reason), Verify(ocsp));

    private Verification Verify(OcspForgery ocsp) =>
        box.Verifier.Verify((new Forger(box) { Ocsp = ocsp }).Make().Of("I agree."), DateTimeOffset.UtcNow);
}

using AuthDemo.Signatures.Tests.Builders;
using AuthDemo.Signatures.Verification;

namespace AuthDemo.Signatures.Tests;

/// <summary>OCSP responses that violate one rule, and two unusual ones that violate none.</summary>
public sealed class OcspResponseTests(SimulatorFixture simulator)
{
    [Fact]
    public void Verify_ResponderIdentifiedByKey_IsValid() => AssertValid(new OcspResponseBuilder { IdentifiesResponderByKey = true });

    [Fact]
    public void Verify_NoNextUpdate_IsValid() => AssertValid(new OcspResponseBuilder { NextUpdate = null });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Verify_CertificateStatusNotGood_IsRefused(int status) => AssertInvalid(VerificationError.OcspStatus, new OcspResponseBuilder { CertificateStatus = status });

    [Fact]
    public void Verify_UnsuccessfulResponse_IsRefused() => AssertInvalid(VerificationError.OcspUnreadable, new OcspResponseBuilder { ResponseStatus = 6 });

    [Fact]
    public void Verify_ResponderCertificateNotForOcspSigning_IsRefused()
    {
        AssertInvalid(VerificationError.OcspResponder, new OcspResponseBuilder { ResponderPurpose = null });
        AssertInvalid(VerificationError.OcspResponder, new OcspResponseBuilder { ResponderPurpose = "1.3.6.1.5.5.7.3.1" });
    }

    [Fact]
    public void Verify_ResponderOfAnotherIssuer_IsRefused()
    {
        using var bank = simulator.Authority("bankid-bank");
        AssertInvalid(VerificationError.OcspResponder, new OcspResponseBuilder { ResponderIssuer = bank });
    }

    [Fact]
    public void Verify_ResponderCertificateMissing_IsRefused() => AssertInvalid(VerificationError.OcspResponder, new OcspResponseBuilder { CertificateCopies = 0 });

    [Fact]
    public void Verify_AlgorithmNotAccepted_IsRefused() =>
        AssertInvalid(VerificationError.OcspSignature, new OcspResponseBuilder { AlgorithmOid = "1.2.840.113549.1.1.5" });

    [Fact]
    public void Verify_StatusOfAnotherCertificate_IsRefused()
    {
        using var other = simulator.Authority("bankid-ocsp");
        AssertInvalid(VerificationError.OcspOtherCertificate, new OcspResponseBuilder { About = other });
    }

    [Fact]
    public void Verify_NonceOfAnotherSignature_IsRefused()
    {
        AssertInvalid(VerificationError.OcspNonce, new OcspResponseBuilder { Nonce = _ => null });
        AssertInvalid(VerificationError.OcspNonce, new OcspResponseBuilder { Nonce = nonce => nonce[..20] });
        AssertInvalid(VerificationError.OcspNonce, new OcspResponseBuilder { Nonce = nonce => [.. nonce, 0] });
        AssertInvalid(VerificationError.OcspNonce, new OcspResponseBuilder { Nonce = nonce => [.. nonce[..19], (byte)(nonce[19] ^ 1), .. nonce[20..]] });
    }

    [Fact]
    public void Verify_NotFresh_IsRefused()
    {
        var now = DateTimeOffset.UtcNow;
        AssertInvalid(VerificationError.OcspTime, new OcspResponseBuilder { ProducedAt = now.AddMinutes(-7) });
        AssertInvalid(VerificationError.OcspTime, new OcspResponseBuilder { ThisUpdate = TimeSpan.FromMinutes(2) });
        AssertInvalid(VerificationError.OcspTime, new OcspResponseBuilder { ThisUpdate = TimeSpan.FromDays(-2), NextUpdate = TimeSpan.FromDays(-1) });
    }

    [Fact]
    public void Verify_ProducedMinutesAheadOfOurClock_IsAClockMismatchThatSaysHowFar()
    {
        var now = new DateTimeOffset(DateTimeOffset.UtcNow.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

        Assert.Equal(new VerificationResult.ClockMismatch(TimeSpan.FromMinutes(2)), Verify(new() { ProducedAt = now.AddMinutes(2) }, now));
        Assert.IsType<VerificationResult.Valid>(Verify(new() { ProducedAt = now.AddSeconds(60) }, now));
    }

    [Fact]
    public void Verify_AheadOfOurClockAndWrongOtherwise_IsInvalid()
    {
        var ahead = DateTimeOffset.UtcNow.AddMinutes(2);

        AssertInvalid(VerificationError.OcspStatus, new OcspResponseBuilder { ProducedAt = ahead, CertificateStatus = 1 });
        AssertInvalid(VerificationError.OcspNonce, new OcspResponseBuilder { ProducedAt = ahead, Nonce = _ => null });
    }

    [Fact]
    public void Verify_MoreCertificatesThanAResponderSends_IsRefused() =>
        AssertInvalid(VerificationError.OcspUnreadable, new OcspResponseBuilder { CertificateCopies = 7 });

    private void AssertValid(OcspResponseBuilder ocsp) => Assert.IsType<VerificationResult.Valid>(Verify(ocsp));

    private void AssertInvalid(VerificationError reason, OcspResponseBuilder ocsp) => Assert.Equal(new VerificationResult.Invalid(reason), Verify(ocsp));

    private VerificationResult Verify(OcspResponseBuilder ocsp, DateTimeOffset? at = null) => simulator.Verifier.Verify(
        new SignatureBuilder(simulator) { Ocsp = ocsp }.Build().Request("I agree."), at ?? DateTimeOffset.UtcNow);
}

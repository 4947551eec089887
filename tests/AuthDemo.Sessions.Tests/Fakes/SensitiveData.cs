namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>Made-up secrets and personal data, each unique, so that a test can find a leak.</summary>
internal static class SensitiveData
{
    public const string QrStartSecret = "d28db9a7-4cde-429e-a983-359be676944c";
    public const string QrStartToken = "67df3917-fa0d-44e5-b327-edcc928297f8";
    public const string OrderRef = "131daac9-16c6-4618-beb0-365768f37288";
    public const string PersonalNumber = "199003042380";
    public const string Name = "Karin Testsson";
    public const string GivenName = "Karin-given";
    public const string Surname = "Testsson-sur";
    public const string Signature = "PD94bWwgdmVyc2lvbj0iMS4wIj8-signature";
    public const string OcspResponse = "MIIHegoBAKCCB3MwggdvBgkr-ocsp";
    public const string EndUserIp = "198.51.100.77";
    public const string UserAgent = "Mozilla/5.0 (leak)";

    public static readonly string[] All =
    [
        QrStartSecret, QrStartToken, OrderRef, PersonalNumber, Name, GivenName, Surname, Signature, OcspResponse, EndUserIp, UserAgent,
    ];
}

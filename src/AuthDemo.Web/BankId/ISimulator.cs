using AuthDemo.Sessions.BankId;

namespace AuthDemo.Web.BankId;

/// <summary>A simulator as this service uses it: how to connect to it, and where its phone is.</summary>
internal interface ISimulator : IBankIdConnectionSource
{
    /// <summary>The phone's page; null while the simulator does not run.</summary>
    Uri? PhonePage { get; }
}

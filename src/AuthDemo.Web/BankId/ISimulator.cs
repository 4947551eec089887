using AuthDemo.Sessions.BankId;

namespace AuthDemo.Web.BankId;

/// <summary>The connection to a simulator and the URL of its phone.</summary>
internal interface ISimulator : IBankIdConnectionSource
{
    /// <summary>The URL of the phone; null while the simulator is not running.</summary>
    Uri? PhonePage { get; }
}

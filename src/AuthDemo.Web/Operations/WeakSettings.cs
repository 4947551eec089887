using AuthDemo.Journal;
using AuthDemo.Sessions;
using AuthDemo.Sessions.BankId;

namespace AuthDemo.Web.Operations;

/// <summary>Settings that protect less than they could, each a sentence that starts with the key.</summary>
internal static class WeakSettings
{
    /// <summary>The sentences; empty when everything is at its strictest.</summary>
    public static IEnumerable<string> Find(BankIdOptions bankId, PolicyOptions policies, JournalOptions journal, OperationsOptions operations)
    {
        if (bankId.Environment is not BankIdEnvironment.Production)
            yield return $"BankId:Environment is {bankId.Environment}: anybody can get a BankID of that environment, for any person.";
        if (bankId.VerifySignatures is not PolicyMode.Block)
            yield return $"BankId:VerifySignatures is {bankId.VerifySignatures}: a completed order is believed without a valid signature. Set it to Block.";
        if (journal.KeyCertificate is null)
            yield return "Journal:KeyCertificate is not set: whoever can read the database can read personal data and forge cookies.";
        foreach (var (key, mode, what) in new[]
        {
            ("IpMismatch", policies.IpMismatch, "an app at another address than the browser"),
            ("Risk", policies.Risk, "a risk that BankID calls high"),
            ("Session", policies.Session, "a return to another browser than the one that started"),
        })
        {
            if (mode is not PolicyMode.Block)
                yield return $"Sessions:Policies:{key} is {mode}: {what} does not stop a sign-in.";
        }
        if (operations.MetricsFrom.Any(from => OperationsOptions.Network(from).PrefixLength == 0))
            yield return "Operations:MetricsFrom includes every address: anybody can read the metrics.";
    }
}

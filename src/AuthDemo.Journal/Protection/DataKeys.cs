using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace AuthDemo.Journal.Protection;

/// <summary>Makes and opens the sessions' data keys. May read and write the Data Protection key ring, so never inside a transaction.</summary>
internal sealed class DataKeys(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("AuthDemo.Journal", "DataKey", "v1");

    /// <summary>A new random key for a session.</summary>
    public DataKey Create(string session)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return new DataKey(session, key, _protector.CreateProtector(session).Protect(key));
    }

    /// <summary>
    /// The key as kept for a session; null when it cannot be opened: it belongs to another session, or the key ring it was
    /// protected with is not the one at hand.
    /// </summary>
    public DataKey? Open(string session, byte[] @protected)
    {
        try
        {
            return new DataKey(session, _protector.CreateProtector(session).Unprotect(@protected), @protected);
        }
        catch (CryptographicException e) when (DatabaseErrors.Classify(e) is null)
        {
            return null;
        }
    }
}

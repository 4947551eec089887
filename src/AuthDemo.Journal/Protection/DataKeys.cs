using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace AuthDemo.Journal.Protection;

/// <summary>Creates and unprotects the sessions' data keys. May read and write the Data Protection key ring, so do not use it inside a transaction.</summary>
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
    /// Unprotects a session's stored key; null when that is impossible, because it belongs to another session or was protected with
    /// another key ring.
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

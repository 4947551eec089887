using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AuthDemo.Journal.AuditLog;

/// <summary>
/// The hash chain of the audit log. Each entry's hash covers the previous hash and every field of the entry, including the ciphertext of
/// personal data, so an entry that is changed, removed, inserted or moved breaks the chain at that place. Erasing a person destroys the
/// key of the ciphertext, not the ciphertext, so the chain stays intact (docs/decisions/0022).
/// <para>
/// Whoever can write to the database could recompute a hash chain, or remove entries from its end. The head therefore carries a seal, an
/// HMAC with a key that the database holds only encrypted (<see cref="Seal"/>).
/// </para>
/// </summary>
internal static class HashChain
{
    /// <summary>The hash before the first entry: 32 zero bytes.</summary>
    public static readonly byte[] Origin = new byte[SHA256.HashSizeInBytes];

    private static readonly byte[] s_domain = "authdemo-journal-entry-1"u8.ToArray();

    /// <summary>The hash of an entry with these fields after an entry with the hash <paramref name="previous"/>.</summary>
    public static byte[] Hash(
        ReadOnlySpan<byte> previous, long seq, DateTimeOffset at, string type, string? sessionId, string actor, string facts, byte[]? @sealed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(s_domain);
        hash.AppendData(previous);
        Append(hash, seq);
        Append(hash, at.ToUnixTimeMilliseconds());
        Append(hash, type);
        Append(hash, sessionId);
        Append(hash, actor);
        Append(hash, facts);
        Append(hash, @sealed);
        return hash.GetHashAndReset();
    }

    /// <summary>The hash that the entry must have after an entry with the hash <paramref name="previous"/>.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> previous, AuditEntryRow entry) =>
        Hash(previous, entry.Seq, entry.At, entry.Type, entry.SessionId, entry.Actor, entry.Facts, entry.Sealed);

    /// <summary>The seal of a head, under the journal's chain key; 32 bytes.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> key, AuditLogHeadRow head)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Append(hmac, head.Seq);
        hmac.AppendData(head.Hash);
        Append(hmac, head.TrimmedThrough);
        hmac.AppendData(head.TrimmedHash);
        return hmac.GetHashAndReset();
    }

    // Every field is prefixed with its length, -1 for null, so that different entries never give the same bytes.
    private static void Append(IncrementalHash hash, string? text) => Append(hash, text is null ? null : Encoding.UTF8.GetBytes(text));

    private static void Append(IncrementalHash hash, byte[]? bytes)
    {
        Append(hash, bytes?.LongLength ?? -1);
        if (bytes is not null)
            hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}

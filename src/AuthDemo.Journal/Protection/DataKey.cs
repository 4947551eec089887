using System.Security.Cryptography;
using System.Text;

namespace AuthDemo.Journal.Protection;

/// <summary>
/// A session's data key: AES-256-GCM for everything personal or secret about that session. The journal stores it only protected by Data
/// Protection. Erasing a person destroys the key (crypto-shredding). Sealed bytes are nonce (12), tag (16) and ciphertext; the session
/// and the use are authenticated with them.
/// </summary>
internal sealed class DataKey
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] _key;
    private readonly string _session;

    public DataKey(string session, byte[] key, byte[] @protected) => (_session, _key, Protected) = (session, key, @protected);

    /// <summary>The protected key, as stored.</summary>
    public byte[] Protected { get; }

    /// <summary>Encrypts for one use: <c>event</c>, <c>person</c>, <c>record</c> or <c>answer</c>.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, string use)
    {
        var @sealed = new byte[NonceSize + TagSize + plain.Length];
        var nonce = @sealed.AsSpan(0, NonceSize);
        var tag = @sealed.AsSpan(NonceSize, TagSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(nonce, plain, @sealed.AsSpan(NonceSize + TagSize), tag, Context(use));
        return @sealed;
    }

    /// <summary>Decrypts; null when the bytes were not sealed with this key for this use, or were changed.</summary>
    public byte[]? Open(ReadOnlySpan<byte> @sealed, string use)
    {
        if (@sealed.Length < NonceSize + TagSize)
            return null;
        var plain = new byte[@sealed.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_key, TagSize);
        try
        {
            aes.Decrypt(@sealed[..NonceSize], @sealed[(NonceSize + TagSize)..], @sealed.Slice(NonceSize, TagSize), plain, Context(use));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Masked.</summary>
    public override string ToString() => "DataKey { *** }";

    private byte[] Context(string use) => Encoding.UTF8.GetBytes($"{_session}|{use}");
}

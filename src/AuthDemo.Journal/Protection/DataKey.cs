using System.Security.Cryptography;
using System.Text;

namespace AuthDemo.Journal.Protection;

/// <summary>
/// One session's own key: AES-256-GCM for everything personal or secret about that session. The journal keeps it only as Data
/// Protection made it; without it nothing of the session can be read again, and that is how a person is erased.
/// Sealed bytes are nonce (12), tag (16), ciphertext; they open only for the session and the use they were sealed for.
/// </summary>
internal sealed class DataKey
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] _key;
    private readonly string _session;

    public DataKey(string session, byte[] key, byte[] @protected) => (_session, _key, Protected) = (session, key, @protected);

    /// <summary>The key as the journal keeps it.</summary>
    public byte[] Protected { get; }

    /// <summary>Encrypts for one use: <c>event</c>, <c>person</c> or <c>resume</c>.</summary>
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

    /// <summary>Decrypts; null when the bytes were not sealed by this key for this use, or were changed since.</summary>
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

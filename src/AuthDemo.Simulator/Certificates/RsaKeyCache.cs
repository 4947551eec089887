using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace AuthDemo.Simulator.Certificates;

/// <summary>RSA keys, created once per process and name. Creating one takes up to half a second on a busy machine, and a test run
/// starts hundreds of simulators; these keys protect nothing, so all simulators of a process share them.</summary>
internal static class RsaKeyCache
{
    private static readonly ConcurrentDictionary<string, Lazy<RSAParameters>> s_keys = new(StringComparer.Ordinal);

    /// <summary>The key of that name, in an object that the caller disposes.</summary>
    public static RSA Rsa(string name) => RSA.Create(s_keys.GetOrAdd(name, _ => new Lazy<RSAParameters>(() =>
    {
        using var key = RSA.Create(2048);
        return key.ExportParameters(includePrivateParameters: true);
    })).Value);
}

using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace AuthDemo.Simulator.Evidence;

/// <summary>RSA keys, made once per process and name. Making one takes up to half a second on a busy machine, and a test run
/// starts hundreds of simulators; since these keys protect nothing, all simulators of a process may share them.</summary>
internal static class SharedKeys
{
    private static readonly ConcurrentDictionary<string, Lazy<RSAParameters>> s_keys = new(StringComparer.Ordinal);

    /// <summary>The key of that name, in an object of the caller's own to dispose.</summary>
    public static RSA Rsa(string name) => RSA.Create(s_keys.GetOrAdd(name, _ => new Lazy<RSAParameters>(() =>
    {
        using var key = RSA.Create(2048);
        return key.ExportParameters(includePrivateParameters: true);
    })).Value);
}

using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using AuthDemo.Web.Security;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Console.Access;

/// <summary>An operator of the console.</summary>
/// <param name="Name">The configured name, used in the audit log.</param>
/// <param name="Role">The configured role.</param>
internal sealed record Operator(string Name, OperatorRole Role)
{
    /// <summary>The operator has the role or a higher one.</summary>
    public bool May(OperatorRole needed) => Role >= needed;
}

/// <summary>
/// The configured operators, read again for each check, so that a removed operator loses access at once. Compares keyed hashes of all
/// entries in constant time, so that neither timing nor memory reveals who is on the list.
/// </summary>
internal sealed class OperatorList(IOptionsMonitor<ConsoleOptions> options)
{
    // Plain numbers are hashed with a key of this process, so that all entries are compared as hashes.
    private readonly byte[] _ownKey = RandomNumberGenerator.GetBytes(32);

    /// <summary>The operator that the user is; null for everybody else.</summary>
    public Operator? Find(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true } || SignedInUser.PersonalNumber(user) is not { } number)
            return null;

        var list = options.CurrentValue;
        var configured = list.HashKey is { Length: > 0 } key ? Hash(Convert.FromBase64String(key), number) : null;
        var own = Hash(_ownKey, number);
        Operator? found = null;
        foreach (var one in list.Operators)
        {
            var isThis = one.PersonalNumber is { Length: > 0 } clear
                ? CryptographicOperations.FixedTimeEquals(Hash(_ownKey, clear), own)
                : configured is not null && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(one.PersonalNumberHash!), configured);
            if (isThis)
                found ??= new Operator(one.Name, one.Role);
        }

        return found;
    }

    private static byte[] Hash(byte[] key, string number) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(number));
}

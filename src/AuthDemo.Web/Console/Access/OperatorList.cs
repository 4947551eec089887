using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using AuthDemo.Web.Security;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Console.Access;

/// <summary>An operator as pages and the audit log know one.</summary>
/// <param name="Name">As in the configured list.</param>
/// <param name="Role">What the operator may do.</param>
internal sealed record Operator(string Name, OperatorRole Role)
{
    /// <summary>The role, or one that may more.</summary>
    public bool May(OperatorRole needed) => Role >= needed;
}

/// <summary>
/// The configured list, asked anew each time: whoever is taken off it is out at the next click, signed in or not. Compares keyed
/// hashes only, every row of the list each time, so that neither time nor memory tells who is on it.
/// </summary>
internal sealed class OperatorList(IOptionsMonitor<ConsoleOptions> options)
{
    // Numbers given in the clear are hashed with a key of this process, so that there is one way to compare.
    private readonly byte[] _ownKey = RandomNumberGenerator.GetBytes(32);

    /// <summary>The operator this signed-in person is; null for everybody else.</summary>
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

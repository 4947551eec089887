using System.Collections.Concurrent;

namespace AuthDemo.Simulator.Identities;

/// <summary>The fictional persons whose phones can be used. Their birth numbers are 980–999, which are reserved for test data.</summary>
internal sealed class IdentityStore
{
    private readonly ConcurrentDictionary<string, Identity> _byId = new(StringComparer.Ordinal);

    public IdentityStore() => Reset();

    public IReadOnlyList<Identity> All => [.. _byId.Values.OrderBy(i => i.GivenName, StringComparer.Ordinal)];

    public Identity? Find(string id) => _byId.GetValueOrDefault(id);

    public Identity? WithPersonalNumber(string number) => _byId.Values.FirstOrDefault(i => i.PersonalNumber == number);

    public void Put(Identity identity) => _byId[identity.Id] = identity;

    public bool Remove(string id) => _byId.TryRemove(id, out _);

    /// <summary>Restores the built-in identities and removes all others.</summary>
    public void Reset()
    {
        _byId.Clear();
        foreach (var identity in s_builtIn)
            Put(identity);
    }

    private static readonly Identity[] s_builtIn =
    [
        new() { Id = "elsa", PersonalNumber = "198507099821", GivenName = "Elsa", Surname = "Lindqvist" },
        new() { Id = "omar", PersonalNumber = "199203149837", GivenName = "Omar", Surname = "Haddad" },
        new() { Id = "asa", PersonalNumber = "197805219842", GivenName = "ÅSA MARIA", Surname = "ÖBERG" },
        new() { Id = "karl", PersonalNumber = "195601029860", GivenName = "Karl-Erik", Surname = "af Sandeberg", Kind = BankIdKind.File },
        // A co-ordination number: born on the 12th, so the day is 72.
        new() { Id = "mira", PersonalNumber = "199905729886", GivenName = "Mira", Surname = "Kowalska" },
    ];
}

namespace AuthDemo.Signatures.Tests.Builders;

/// <summary>Changes bytes at random, the same way for the same seed.</summary>
internal sealed class Mutator(int seed, byte[][] tokens)
{
#pragma warning disable CA5394 // Reproducible, not secret.
    private readonly Random _random = new(seed);

    /// <summary>One to four changes: a bit flipped, a token inserted, a stretch removed, repeated or overwritten.</summary>
    public byte[] Mutate(byte[] original)
    {
        List<byte> bytes = [.. original];
        for (var changes = _random.Next(1, 5); changes > 0; changes--)
        {
            var at = _random.Next(bytes.Count);
            var length = Math.Min(_random.Next(1, 200), bytes.Count - at);
            switch (_random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    bytes.InsertRange(at, tokens[_random.Next(tokens.Length)]);
                    break;
                case 2 when bytes.Count > length:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(_random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    bytes.RemoveRange(at, Math.Min(length, bytes.Count - 1));
                    bytes.InsertRange(Math.Min(at, bytes.Count), tokens[_random.Next(tokens.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }
#pragma warning restore CA5394
}

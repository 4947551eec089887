using AuthDemo.Journal.AuditLog;

namespace AuthDemo.Journal.Verification;

/// <summary>What is wrong where the hash chain is broken.</summary>
public enum ChainFault
{
    /// <summary>An entry is missing.</summary>
    Missing,

    /// <summary>An entry that an earlier check has seen is missing.</summary>
    Gone,

    /// <summary>The entry's hash is correct, but an earlier check has seen another entry in its place.</summary>
    Replaced,

    /// <summary>Its type is not in <see cref="JournalEventType"/>.</summary>
    UnknownType,

    /// <summary>Its hash does not match its content and the entry before it.</summary>
    WrongHash,

    /// <summary>The last entry is not the sealed one.</summary>
    WrongEnd,

    /// <summary>It comes after the sealed end.</summary>
    AddedBehind,

    /// <summary>It comes before the first entry that retention has left.</summary>
    AddedBefore,
}

/// <summary>The English sentences for the service's log and its commands.</summary>
internal static class ChainFaults
{
    public static string Sentence(this ChainFault fault) => fault switch
    {
        ChainFault.Missing => "The entry is missing.",
        ChainFault.Gone => "The entry is missing; it was present at the last check.",
        ChainFault.Replaced => "The entry, or one before it, was replaced since the last check.",
        ChainFault.UnknownType => "The entry's type is unknown.",
        ChainFault.WrongHash => "The entry's hash does not match its content and the entry before it.",
        ChainFault.WrongEnd => "The last entry is not the sealed one: entries were removed from the end, or the chain was recomputed.",
        ChainFault.AddedBehind => "The entry was added after the sealed end of the log.",
        ChainFault.AddedBefore => "The entry was added before the beginning of the log.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}

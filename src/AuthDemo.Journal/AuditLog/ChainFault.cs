namespace AuthDemo.Journal.AuditLog;

/// <summary>What does not fit where the chain is broken.</summary>
public enum ChainFault
{
    /// <summary>An entry is not there.</summary>
    Missing,

    /// <summary>It was there when the log was last checked.</summary>
    Gone,

    /// <summary>It fits, and is another than when the log was last checked.</summary>
    Replaced,

    /// <summary>Its type is none of <see cref="JournalEventType"/>.</summary>
    UnknownType,

    /// <summary>Its hash is not that of the entry and the one before it.</summary>
    WrongHash,

    /// <summary>The last entry is not the one that was sealed.</summary>
    WrongEnd,

    /// <summary>It lies behind the end that was sealed.</summary>
    AddedBehind,

    /// <summary>It lies before what retention has left.</summary>
    AddedBefore,
}

/// <summary>For the log of the service and its commands, which speak English.</summary>
internal static class ChainFaults
{
    public static string Sentence(this ChainFault fault) => fault switch
    {
        ChainFault.Missing => "The entry is missing.",
        ChainFault.Gone => "The entry was there when the log was last checked, and is missing.",
        ChainFault.Replaced => "The entry, or one before it, is another one than when the log was last checked.",
        ChainFault.UnknownType => "The entry's type is not on the list.",
        ChainFault.WrongHash => "The entry's hash does not follow from the entry and the one before it.",
        ChainFault.WrongEnd => "The end of the log is not the one that was sealed: entries were cut off or computed anew.",
        ChainFault.AddedBehind => "The entry was added behind the end of the log.",
        ChainFault.AddedBefore => "The entry was added before the beginning of the log.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}

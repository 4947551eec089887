using AuthDemo.Journal.Protection;

namespace AuthDemo.Journal.Persons;

/// <summary>One person's data: handed out or erased, each with an entry in the log.</summary>
internal interface IPersonData
{
    /// <summary>Everything the journal holds on the person.</summary>
    Task<JournalResult<PersonExport>> ExportAsync(PersonalNumber number, string actor, CancellationToken cancellation = default);

    /// <summary>Makes everything personal on the person unreadable for good. Sessions still running are left alone and counted.</summary>
    Task<JournalResult<Erasure>> EraseAsync(PersonalNumber number, string actor, CancellationToken cancellation = default);
}

/// <summary>How an erasure ended.</summary>
/// <param name="Sessions">How many sessions lost their personal data.</param>
/// <param name="Running">How many are still running and were left alone.</param>
internal sealed record Erasure(int Sessions, int Running);

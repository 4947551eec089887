using AuthDemo.Journal.Protection;

namespace AuthDemo.Journal.Persons;

/// <summary>Exports or erases one person's data; both are recorded in the audit log.</summary>
internal interface IPersonData
{
    /// <summary>All data that the journal holds on the person.</summary>
    Task<JournalResult<PersonExport>> ExportAsync(PersonalNumber number, string actor, CancellationToken cancellation = default);

    /// <summary>Erases the person's data irrevocably. Running sessions are skipped and counted.</summary>
    Task<JournalResult<Erasure>> EraseAsync(PersonalNumber number, string actor, CancellationToken cancellation = default);
}

/// <summary>The result of an erasure.</summary>
/// <param name="Sessions">How many sessions were erased.</param>
/// <param name="Running">How many are still running and were skipped.</param>
internal sealed record Erasure(int Sessions, int Running);

using AuthDemo.Sessions.BankId;

namespace AuthDemo.Sessions.Processing;

/// <summary>What the grain has to do after a run of the stages.</summary>
/// <param name="Publish">The new snapshot for the followers; null when nothing changed.</param>
/// <param name="Send">Requests to BankID, in the order in which they must begin.</param>
/// <param name="Context">The session as it awaits the responses.</param>
internal sealed record ProcessingResult(AuthSnapshot? Publish, IReadOnlyList<BankIdRequest> Send, RequestContext Context);

using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Sessions.Processing;

/// <summary>Whether a browser that arrives at the return address is the one that started the session.</summary>
internal static class ReturnCheck
{
    private const string WrongNonce = "wrong_nonce";
    private const string AnotherBrowser = "another_browser";

    /// <summary>The mismatch to record; null when there is none, or one is recorded already.</summary>
    /// <param name="session">The session of the address.</param>
    /// <param name="isOwner">The browser has the owner's key.</param>
    /// <param name="nonceHash">Hash of the nonce in the address; null when there is none.</param>
    public static string? FindMismatch(SessionRecord session, bool isOwner, string? nonceHash)
    {
        if (session.ReturnNonceHash is not { } expected || session.ReturnMismatch is not null)
            return null;
        var isExpected = nonceHash is not null && RandomToken.SameHash(expected, nonceHash);
        return (isOwner, isExpected) switch
        {
            (true, true) => null,
            (true, false) => WrongNonce,
            (false, true) => AnotherBrowser,
            // Somebody who knows no more than the session's id, which is no secret.
            (false, false) => null,
        };
    }
}

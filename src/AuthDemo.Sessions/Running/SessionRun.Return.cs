using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Running;

/// <summary>What follows the app: a browser that comes back from it, and the proof that it leaves.</summary>
internal sealed partial class SessionRun
{
    /// <summary>Takes the arrival of a browser at the return address; true when something follows from it.</summary>
    public bool TakeReturn(bool isOwner, string? nonceHash)
    {
        if (_session.ReturnNonceHash is not { } own || _session.ReturnMismatch is not null || _options.Policies.Session is PolicyMode.Off)
            return false;
        var isOwn = nonceHash is not null && RandomToken.SameHash(own, nonceHash);
        // Neither the browser nor the nonce: somebody who knows no more than the session's id, which is no secret.
        if (isOwner == isOwn)
            return false;
        _session = _session with { ReturnMismatch = isOwner ? "wrong_nonce" : "another_browser" };
        _unwritten.Add(new SessionEvent.ReturnMismatched(_clock.Now, _session.ReturnMismatch));
        BumpVersion();
        if (_options.Policies.Session is PolicyMode.Block && !IsFinal)
            _inbox.Enqueue(new SeamEvent.Cancel(CancelledBy.Superseded) { As = new AuthState.Rejected("session") { Message = "rejected_session" } });
        return true;
    }

    /// <summary>The proof of the completed session, to keep.</summary>
    public EvidenceBundle? Bundle() =>
        LastPublished.State is AuthState.Completed && _session.Evidence is { } evidence ? EvidenceBundleWriter.Write(_session, evidence) : null;
}

namespace AuthDemo.Sessions.Browsers;

/// <summary>One browser, named by the hash of its owner key.</summary>
internal interface IBrowserGrain : IGrainWithStringKey
{
    /// <summary>Starts a session; see <see cref="IAuthSessions.StartAsync"/>.</summary>
    Task<StartReply> StartAsync(AuthIntent intent);

    /// <summary>The session under way: not ended, or completed and not yet used to sign in.</summary>
    Task<SessionId?> CurrentAsync();

    /// <summary>A ticket for a completed session of this browser.</summary>
    Task<Ticket?> IssueTicketAsync(SessionId session);

    /// <summary>Redeems a ticket that was issued to this browser.</summary>
    /// <param name="ticketHash"><see cref="Ticket.Hash"/>.</param>
    Task<SignedIn?> RedeemAsync(string ticketHash);
}

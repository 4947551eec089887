using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Writing;
using AuthDemo.Sessions.Journaling;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Sessions;

/// <summary>
/// Updates the rows of a session's orders from its events. An order begins when the session first leaves <c>starting</c> or
/// <c>renewing</c> for a state that waits for the person; it ends with a renewal, a switch of device, or the session.
/// </summary>
internal readonly struct OrderProjection(WriteBatch batch, SessionRow session)
{
    public void Apply(SessionEvent what)
    {
        switch (what)
        {
            case SessionEvent.OrderRenewed:
                Close(what.At, "renewed");
                break;
            case SessionEvent.DeviceSwitched:
                Close(what.At, "device_switched");
                break;
            case SessionEvent.Moved { To: var to } when session.OpenOrder is null && Words.Of(to) is not ("starting" or "renewing"):
                Open(what.At);
                break;
            case SessionEvent.Ended ended:
                Close(what.At, Words.Of(ended.How));
                break;
            default:
                break;
        }
    }

    private void Open(DateTimeOffset at)
    {
        session.OpenOrder = ++session.Orders;
        batch.Db.Orders.Add(new OrderRow { SessionId = session.Id, Number = session.Orders, StartedAt = at });
    }

    private void Close(DateTimeOffset at, string ending)
    {
        if (session.OpenOrder is not { } number)
            return;
        session.OpenOrder = null;
        var order = batch.Db.Orders.Local.FindEntryUntyped([session.Id, number])?.Entity;
        if (order is null)
        {
            // Updated by its key, without reading the row.
            order = new OrderRow { SessionId = session.Id, Number = number, StartedAt = default };
            batch.Db.Orders.Attach(order);
        }
        (order.EndedAt, order.Ending) = (at, ending);
    }
}

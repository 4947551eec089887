using System.Net;
using AuthDemo.Simulator.Lint;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Phone;

/// <summary>How an order gets onto a phone: by scanning its QR code, by its launch link, or, for phone orders, by opening the app.</summary>
internal sealed class PhonePickUp(OrderBook book, LintBook lint, TimeSpan scanTolerance)
{
    /// <summary>Used where neither the phone nor the relying party names an address.</summary>
    private static readonly IPAddress s_somewhereElse = IPAddress.Parse("192.0.2.10");

    public PhoneReply Scan(string text, Identity? holder, IPAddress? address) => book.Use((orders, now) =>
    {
        if (QrText.Parse(text) is not { } qr)
            return new PhoneReply.Refuses("notAQrCode", "This is not the text of a BankID QR code.");
        if (orders.Find(o => o.QrStartToken == qr.Token) is not { } order)
            return new PhoneReply.Refuses("qrUnknown", "No order has this QR code.");
        if (!qr.IsSignedWith(order.QrStartSecret))
        {
            lint.Note(LintRule.QrCode, "scan");
            return new PhoneReply.Refuses("qrInvalid", "The QR code's signature is wrong.");
        }
        var elapsed = (long)Math.Floor((now - order.CreatedAt).TotalSeconds);
        if (qr.Seconds < elapsed - (long)scanTolerance.TotalSeconds)
            return new PhoneReply.Refuses("qrTooOld", "The QR code is too old. Scan the one that is shown now.");
        if (qr.Seconds > elapsed)
            lint.Note(LintRule.QrAhead, "scan");
        if (qr.Seconds > elapsed + 1)
            return new PhoneReply.Refuses("qrFromTheFuture", "The QR code is ahead of time.");
        return Take(orders, now, order, holder, address, redirect: null);
    });

    public PhoneReply Open(string text, Identity? holder, IPAddress? address) => book.Use((orders, now) =>
    {
        if (LaunchLink.Parse(text) is not { } link)
        {
            lint.Note(LintRule.LaunchLink, "open");
            return new PhoneReply.Refuses("notALaunchLink", "This is not a link that starts the BankID app.");
        }
        if (link.Redirect is not null)
            lint.Note(LintRule.LinkRedirect, "open");
        if (orders.Find(o => o.AutoStartToken == link.AutoStartToken) is not { } order)
            return new PhoneReply.Refuses("linkUnknown", "No order has this link.");
        return Take(orders, now, order, holder, address, order.Request.ReturnUrl ?? link.Redirect);
    });

    /// <summary>Opens the app by hand: it finds the phone order that waits for its owner. Other orders are never found this
    /// way, since they must be started by a code or a link.</summary>
    public PhoneReply Start(Identity holder, IPAddress? address) => book.Use((orders, now) =>
    {
        var waiting = orders.FindLast(o => o.Step is OrderStep.Waiting && o.Request.Kind.IsByPhoneCall() && o.Concerns(holder.PersonalNumber));
        return waiting is null
            ? new PhoneReply.Refuses("nothingWaiting", "No phone order waits for this person.")
            : Take(orders, now, waiting, holder, address, redirect: null);
    });

    public PhoneReply Choose(Guid task, Identity holder, IPAddress? address) => book.Use((orders, now) =>
        orders.Find(o => o.Task == task && o.IsPickedUp) is not { } order
            ? new PhoneReply.Refuses("unknownTask", "The phone has no such order.")
            : order.Step is not OrderStep.Started
                ? new PhoneReply.Refuses("wrongStep", "The order does not wait for an identity.", TaskView.Of(order))
                : Give(orders, now, order, holder, address));

    /// <summary>The phone's address: as given, else the end user's own, as on the same network.</summary>
    public static IPAddress AddressFor(Order order, IPAddress? given) => given ?? order.Request.EndUserIp ?? s_somewhereElse;

    private static PhoneReply Take(
        List<Order> orders, DateTimeOffset now, Order order, Identity? holder, IPAddress? address, string? redirect)
    {
        if (!order.IsPending)
            return new PhoneReply.Refuses("orderEnded", "The order has ended.");
        if (order.Step is not OrderStep.Waiting)
            return new PhoneReply.Refuses("alreadyStarted", "A phone has this order already.");
        order.PickUp(AddressFor(order, address), redirect);
        return holder is null ? new PhoneReply.Shows(TaskView.Of(order)) : Give(orders, now, order, holder, address);
    }

    private static PhoneReply Give(List<Order> orders, DateTimeOffset now, Order order, Identity holder, IPAddress? address)
    {
        if (order.Request.PersonalNumber is { } bound && bound != holder.PersonalNumber)
            return new PhoneReply.Refuses("wrongPerson", "The order is for somebody else.", TaskView.Of(order));
        if (!holder.Satisfies(order.Request.Requirement.CertificatePolicies))
            return new PhoneReply.Refuses("noSuitableBankId", "This kind of BankID is not accepted here.", TaskView.Of(order));
        // The newest order a person has on their phone replaces every other.
        foreach (var other in orders.Where(o => o != order && o.IsPending && o.Concerns(holder.PersonalNumber)))
            other.Fail(FailureHint.Cancelled, now);
        order.Choose(holder, address ?? holder.IpAddress);
        if (holder.AppTooOld)
            order.Fail(FailureHint.NotSupportedByUserApp, now);
        else if (holder.DeclinesCalls && order.Step is OrderStep.ConfirmCall)
            order.Fail(FailureHint.UserDeclinedCall, now);
        return new PhoneReply.Shows(TaskView.Of(order));
    }
}

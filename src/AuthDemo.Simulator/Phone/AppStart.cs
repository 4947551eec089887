using System.Net;
using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Lint;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Phone;

/// <summary>How the app gets an order: by scanning its QR code, by its launch link, or, for orders addressed to a person, by being
/// opened.</summary>
internal sealed class AppStart(OrderStore store, LintRecorder lint, TimeSpan scanTolerance)
{
    public PhoneResult Scan(string text, Identity? holder, IPAddress? address) => store.Use((orders, now) =>
    {
        if (QrText.Parse(text) is not { } qr)
            return new PhoneResult.Refused("notAQrCode", "This is not the text of a BankID QR code.");
        if (orders.Find(o => o.QrStartToken == qr.Token) is not { } order)
            return new PhoneResult.Refused("qrUnknown", "No order has this QR code.");
        return CheckCode(order, qr, now) ?? PickUp(new(orders, now, order), holder, address, redirect: null);
    });

    public PhoneResult Open(string text, Identity? holder, IPAddress? address) => store.Use((orders, now) =>
    {
        if (LaunchLink.Parse(text) is not { } link)
        {
            lint.Record(LintRule.LaunchLink, "open");
            return new PhoneResult.Refused("notALaunchLink", "This is not a link that starts the BankID app.");
        }
        if (link.Redirect is not null)
            lint.Record(LintRule.LinkRedirect, "open");
        if (orders.Find(o => o.AutoStartToken == link.AutoStartToken) is not { } order)
            return new PhoneResult.Refused("linkUnknown", "No order has this link.");
        return PickUp(new(orders, now, order), holder, address, order.Request.ReturnUrl ?? link.Redirect);
    });

    /// <summary>Opens the app by hand: it finds the order addressed to its owner. Other orders are never found this way, because they
    /// must be started by a code or a link.</summary>
    public PhoneResult Start(Identity holder, IPAddress? address) => store.Use((orders, now) =>
    {
        var waiting = orders.FindLast(
            o => o.Step is OrderStep.Waiting && o.Request.Kind.IsAddressedToPerson() && o.IsFor(holder.PersonalNumber));
        return waiting is null
            ? new PhoneResult.Refused("nothingWaiting", "No order waits for this person.")
            : PickUp(new(orders, now, waiting), holder, address, redirect: null);
    });

    public PhoneResult Choose(Guid task, Identity holder, IPAddress? address) => store.Use((orders, now) =>
        orders.Find(o => o.TaskId == task && o.IsPickedUp) is not { } order
            ? new PhoneResult.Refused("unknownTask", "The phone has no such order.")
            : order.Step is not OrderStep.Started
                ? new PhoneResult.Refused("wrongStep", "The order does not wait for an identity.", TaskView.Of(order))
                : Assign(new(orders, now, order), holder, address));

    /// <summary>Null when the code is valid now.</summary>
    private PhoneResult.Refused? CheckCode(Order order, QrText qr, DateTimeOffset now)
    {
        if (!qr.IsSignedWith(order.QrStartSecret))
        {
            lint.Record(LintRule.QrCode, "scan");
            return new PhoneResult.Refused("qrInvalid", "The QR code's HMAC is wrong.");
        }
        var elapsed = (long)Math.Floor((now - order.CreatedAt).TotalSeconds);
        if (qr.Seconds < elapsed - (long)scanTolerance.TotalSeconds)
            return new PhoneResult.Refused("qrTooOld", "The QR code is too old. Scan the one that is shown now.");
        if (qr.Seconds > elapsed)
            lint.Record(LintRule.QrAhead, "scan");
        return qr.Seconds > elapsed + 1 ? new PhoneResult.Refused("qrFromTheFuture", "The QR code is ahead of time.") : null;
    }

    private static PhoneResult PickUp(OrderContext context, Identity? holder, IPAddress? address, string? redirect)
    {
        var order = context.Order;
        if (!order.IsPending)
            return new PhoneResult.Refused("orderEnded", "The order has ended.");
        if (order.Step is not OrderStep.Waiting)
            return new PhoneResult.Refused("alreadyStarted", "A phone has this order already.");
        order.PickUp(order.AddressOfPhone(address), redirect);
        return holder is null ? new PhoneResult.Accepted(TaskView.Of(order)) : Assign(context, holder, address);
    }

    private static PhoneResult Assign(OrderContext context, Identity holder, IPAddress? address)
    {
        var (orders, now, order) = context;
        if (order.Request.PersonalNumber is { } bound && bound != holder.PersonalNumber)
            return new PhoneResult.Refused("wrongPerson", "The order is for another person.", TaskView.Of(order));
        if (!holder.Satisfies(order.Request.Requirement.CertificatePolicies))
            return new PhoneResult.Refused("noSuitableBankId", "This kind of BankID is not accepted here.", TaskView.Of(order));
        // The newest order on a person's phone replaces every other.
        foreach (var other in orders.Where(o => o != order && o.IsPending && o.IsFor(holder.PersonalNumber)))
            other.Fail(FailureHint.Cancelled, now);
        order.Choose(holder, address ?? holder.IpAddress);
        if (holder.AppTooOld)
            order.Fail(FailureHint.NotSupportedByUserApp, now);
        else if (holder.DeclinesCalls && order.Step is OrderStep.ConfirmCall)
            order.Fail(FailureHint.UserDeclinedCall, now);
        return new PhoneResult.Accepted(TaskView.Of(order));
    }

    private readonly record struct OrderContext(List<Order> Orders, DateTimeOffset Now, Order Order);
}

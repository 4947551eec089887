using System.Net;
using AuthDemo.Simulator.Identities;

namespace AuthDemo.Simulator.Orders;

/// <summary>
/// One order and its state machine:
/// <code>
///             picked up          identity chosen
///   Waiting ────────────▶ Started ─────────▶ ConfirmCall? ─▶ ReadDocument? ─▶ EnterCode ─▶ Processing ─▶ Complete
///      │ 30 s: startFailed   └───────────────────────┴── any pending step ──────────┴──▶ Failed
///      │ 180 s: expiredTransaction
/// </code>
/// ConfirmCall is for phone orders only, ReadDocument for orders that require it. There is no timer: <see cref="AdvanceTo"/>
/// applies everything that is due before the order is read, and the order's end has the time at which it was due.
/// Not thread safe: the caller holds the <see cref="OrderStore"/>'s lock.
/// </summary>
internal sealed class Order(int number, OrderRequest request, RelyingParty owner, DateTimeOffset createdAt)
{
    /// <summary>Used where neither the phone nor the relying party names an address.</summary>
    private static readonly IPAddress s_unknownAddress = IPAddress.Parse("192.0.2.10");

    private readonly Queue<(TimeSpan After, Action<Order, DateTimeOffset> Run)> _scheduled = new();
    private DateTimeOffset _processedAt;
    private bool _callConfirmed;
    private bool _documentRead;

    public const int CodeAttempts = 3;

    /// <summary>Counts the orders of one simulator from 1. Unlike the references, it may be shown and logged.</summary>
    public int Number { get; } = number;

    public Guid OrderRef { get; } = Guid.NewGuid();

    public Guid AutoStartToken { get; } = Guid.NewGuid();

    public Guid QrStartToken { get; } = Guid.NewGuid();

    public Guid QrStartSecret { get; } = Guid.NewGuid();

    /// <summary>The phone's handle for the order.</summary>
    public Guid TaskId { get; } = Guid.NewGuid();

    public OrderRequest Request { get; } = request;

    public RelyingParty Owner { get; } = owner;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public OrderStep Step { get; private set; } = OrderStep.Waiting;

    public FailureHint? Failure { get; private set; }

    /// <summary>When the order became complete or failed.</summary>
    public DateTimeOffset? FinalAt { get; private set; }

    public Identity? Holder { get; private set; }

    /// <summary>The phone's address as BankID sees it; null until the order is picked up.</summary>
    public IPAddress? PhoneAddress { get; private set; }

    /// <summary>Where the phone returns to when the order is complete: same-device orders only.</summary>
    public string? Redirect { get; private set; }

    public int WrongCodes { get; private set; }

    /// <summary>Whether the final result was collected, or the relying party cancelled the order.</summary>
    public bool Delivered { get; private set; }

    /// <summary>When the relying party last called collect.</summary>
    public DateTimeOffset? LastCollectedAt { get; set; }

    public bool IsPending => Step is not (OrderStep.Complete or OrderStep.Failed);

    public bool IsPickedUp => PhoneAddress is not null;

    /// <summary>Whether the order is bound to the person, or is on that person's phone.</summary>
    public bool IsFor(string personalNumber) =>
        (Holder?.PersonalNumber ?? Request.PersonalNumber) == personalNumber;

    public void PickUp(IPAddress phoneAddress, string? redirect)
    {
        Require(OrderStep.Waiting);
        PhoneAddress = phoneAddress;
        Redirect = redirect;
        Step = OrderStep.Started;
    }

    /// <summary>The phone's address: the given one, otherwise the end user's own, as on the same network.</summary>
    public IPAddress AddressOfPhone(IPAddress? given) => given ?? Request.EndUserIp ?? s_unknownAddress;

    /// <param name="phoneAddress">The address of this holder's phone, or null to keep the one it was picked up with.</param>
    public void Choose(Identity holder, IPAddress? phoneAddress)
    {
        Require(OrderStep.Started);
        Holder = holder;
        PhoneAddress = phoneAddress ?? PhoneAddress;
        Step = NextStepOfUser();
    }

    public void ConfirmCall()
    {
        Require(OrderStep.ConfirmCall);
        _callConfirmed = true;
        Step = NextStepOfUser();
    }

    public void ReadDocument()
    {
        Require(OrderStep.ReadDocument);
        _documentRead = true;
        Step = NextStepOfUser();
    }

    /// <summary>Counts a wrong code. The third one blocks the BankID and fails the order.</summary>
    public void EnterWrongCode(DateTimeOffset now)
    {
        Require(OrderStep.EnterCode);
        if (++WrongCodes >= CodeAttempts)
            Fail(FailureHint.CertificateErr, now);
    }

    public void EnterRightCode(DateTimeOffset now, TimeSpan processingTime)
    {
        Require(OrderStep.EnterCode);
        Step = OrderStep.Processing;
        _processedAt = now + processingTime;
        ApplyTimeouts(now);
    }

    public void Fail(FailureHint hint, DateTimeOffset at)
    {
        if (!IsPending)
            throw new InvalidOperationException($"An order in step {Step} cannot fail.");
        Step = OrderStep.Failed;
        Failure = hint;
        FinalAt = at;
    }

    public void MarkDelivered() => Delivered = true;

    /// <summary>Schedules actions by time since creation, in ascending order. Actions that are due after the order has ended are
    /// skipped.</summary>
    public void Schedule(IEnumerable<(TimeSpan After, Action<Order, DateTimeOffset> Run)> actions)
    {
        foreach (var action in actions)
            _scheduled.Enqueue(action);
    }

    /// <summary>Runs the scheduled actions and timeouts that are due at <paramref name="now"/>.</summary>
    public void AdvanceTo(DateTimeOffset now)
    {
        while (_scheduled.TryPeek(out var next) && CreatedAt + next.After <= now)
        {
            _scheduled.Dequeue();
            ApplyTimeouts(CreatedAt + next.After);
            if (IsPending)
                next.Run(this, CreatedAt + next.After);
        }
        ApplyTimeouts(now);
    }

    private void ApplyTimeouts(DateTimeOffset now)
    {
        if (Step is OrderStep.Processing && now >= _processedAt)
        {
            Step = OrderStep.Complete;
            FinalAt = _processedAt;
        }
        if (Step is OrderStep.Waiting && !Request.Kind.IsAddressedToPerson() && now >= CreatedAt + OrderTimes.StartWindow)
            Fail(FailureHint.StartFailed, CreatedAt + OrderTimes.StartWindow);
        if (IsPending && Step is not OrderStep.Processing && now >= CreatedAt + OrderTimes.Lifetime)
            Fail(FailureHint.ExpiredTransaction, CreatedAt + OrderTimes.Lifetime);
        if (Step is OrderStep.Complete && !Delivered && now >= FinalAt + OrderTimes.CompleteRetention)
            (Step, Failure) = (OrderStep.Failed, FailureHint.ExpiredTransaction);
    }

    /// <summary>Whether the relying party can still collect the order.</summary>
    public bool IsCollectable(DateTimeOffset now)
    {
        if (Delivered)
            return false;
        if (FinalAt is null)
            return true;
        var expiredUnseen = !IsPickedUp && Failure is (FailureHint.StartFailed or FailureHint.ExpiredTransaction);
        return now < (expiredUnseen ? CreatedAt + OrderTimes.NeverPickedUpRetention : FinalAt + OrderTimes.FailedRetention);
    }

    public bool IsPastRetention(DateTimeOffset now) => now >= FinalAt + OrderTimes.PhoneRetention;

    public override string ToString() => $"order ({Request.Kind}, {Step})";

    private OrderStep NextStepOfUser() =>
        Request.Kind.IsByPhoneCall() && !_callConfirmed ? OrderStep.ConfirmCall
        : Request.Requirement.Mrtd && !_documentRead ? OrderStep.ReadDocument
        : OrderStep.EnterCode;

    private void Require(OrderStep step)
    {
        if (Step != step)
            throw new InvalidOperationException($"The order is in step {Step}, not {step}.");
    }
}

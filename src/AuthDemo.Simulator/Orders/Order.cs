using System.Net;
using AuthDemo.Simulator.Phone;

namespace AuthDemo.Simulator.Orders;

/// <summary>
/// One order and every way it can change. Theory of operation:
/// <code>
///             picked up          identity chosen
///   Waiting ────────────▶ Started ─────────▶ ConfirmCall? ─▶ ReadDocument? ─▶ EnterCode ─▶ Processing ─▶ Complete
///      │ 30 s: startFailed   └───────────────────────┴── any pending step ──────────┴──▶ Failed
///      │ 180 s: expiredTransaction
/// </code>
/// ConfirmCall is for phone orders only, ReadDocument for orders that require it. No timer runs: <see cref="Settle"/> brings
/// an order up to the present before anybody looks at it, so its end carries the moment it was due, not the moment it was seen.
/// Not thread safe: the caller holds the <see cref="OrderBook"/>'s lock.
/// </summary>
internal sealed class Order(int number, OrderRequest request, RelyingParty owner, DateTimeOffset createdAt)
{
    private readonly Queue<(TimeSpan After, Action<Order, DateTimeOffset> Act)> _script = new();
    private DateTimeOffset _processedAt;
    private bool _callConfirmed;
    private bool _documentRead;

    public const int CodeAttempts = 3;

    /// <summary>Counts the orders of one simulator from 1: a name that may be shown and logged.</summary>
    public int Number { get; } = number;

    public Guid OrderRef { get; } = Guid.NewGuid();

    public Guid AutoStartToken { get; } = Guid.NewGuid();

    public Guid QrStartToken { get; } = Guid.NewGuid();

    public Guid QrStartSecret { get; } = Guid.NewGuid();

    /// <summary>What a phone calls the order, once it has it.</summary>
    public Guid Task { get; } = Guid.NewGuid();

    public OrderRequest Request { get; } = request;

    public RelyingParty Owner { get; } = owner;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public OrderStep Step { get; private set; } = OrderStep.Waiting;

    public FailureHint? Failure { get; private set; }

    /// <summary>When the order became complete or failed.</summary>
    public DateTimeOffset? FinalAt { get; private set; }

    public Identity? Holder { get; private set; }

    /// <summary>The phone's address as BankID sees it; set when the order is picked up.</summary>
    public IPAddress? PhoneAddress { get; private set; }

    /// <summary>Where the phone returns to when the order is complete: same-device orders only.</summary>
    public string? Redirect { get; private set; }

    public int WrongCodes { get; private set; }

    /// <summary>The final result was collected, or given up by the relying party's own cancel.</summary>
    public bool Delivered { get; private set; }

    /// <summary>When the relying party last asked how the order stands.</summary>
    public DateTimeOffset? LastCollectedAt { get; set; }

    public bool IsPending => Step is not (OrderStep.Complete or OrderStep.Failed);

    public bool IsPickedUp => PhoneAddress is not null;

    /// <summary>Says whether this order belongs to the person, by the relying party's demand or by being on their phone.</summary>
    public bool Concerns(string personalNumber) =>
        (Holder?.PersonalNumber ?? Request.PersonalNumber) == personalNumber;

    public void PickUp(IPAddress phoneAddress, string? redirect)
    {
        Demand(OrderStep.Waiting);
        PhoneAddress = phoneAddress;
        Redirect = redirect;
        Step = OrderStep.Started;
    }

    /// <param name="phoneAddress">The address of this holder's phone, or null to keep the one it was picked up with.</param>
    public void Choose(Identity holder, IPAddress? phoneAddress)
    {
        Demand(OrderStep.Started);
        Holder = holder;
        PhoneAddress = phoneAddress ?? PhoneAddress;
        Step = NextStepOfUser();
    }

    public void ConfirmCall()
    {
        Demand(OrderStep.ConfirmCall);
        _callConfirmed = true;
        Step = NextStepOfUser();
    }

    public void ReadDocument()
    {
        Demand(OrderStep.ReadDocument);
        _documentRead = true;
        Step = NextStepOfUser();
    }

    /// <summary>Counts a wrong code; the third one makes the BankID unusable and fails the order.</summary>
    public void EnterWrongCode(DateTimeOffset now)
    {
        Demand(OrderStep.EnterCode);
        if (++WrongCodes >= CodeAttempts)
            Fail(FailureHint.CertificateErr, now);
    }

    public void EnterRightCode(DateTimeOffset now, TimeSpan processingTime)
    {
        Demand(OrderStep.EnterCode);
        Step = OrderStep.Processing;
        _processedAt = now + processingTime;
        Age(now);
    }

    public void Fail(FailureHint hint, DateTimeOffset at)
    {
        if (!IsPending)
            throw new InvalidOperationException($"An order in step {Step} cannot fail.");
        Step = OrderStep.Failed;
        Failure = hint;
        FinalAt = at;
    }

    public void Deliver() => Delivered = true;

    /// <summary>Takes acts to be done by the clock, each so long after creation, in rising order. Acts on an order that has
    /// ended are skipped.</summary>
    public void Follow(IEnumerable<(TimeSpan After, Action<Order, DateTimeOffset> Act)> script)
    {
        foreach (var act in script)
            _script.Enqueue(act);
    }

    /// <summary>Lets everything happen that time alone brings about until <paramref name="now"/>.</summary>
    public void Settle(DateTimeOffset now)
    {
        while (_script.TryPeek(out var next) && CreatedAt + next.After <= now)
        {
            _script.Dequeue();
            Age(CreatedAt + next.After);
            if (IsPending)
                next.Act(this, CreatedAt + next.After);
        }
        Age(now);
    }

    private void Age(DateTimeOffset now)
    {
        if (Step is OrderStep.Processing && now >= _processedAt)
        {
            Step = OrderStep.Complete;
            FinalAt = _processedAt;
        }
        if (Step is OrderStep.Waiting && !Request.Kind.IsByPhoneCall() && now >= CreatedAt + OrderTimes.StartWindow)
            Fail(FailureHint.StartFailed, CreatedAt + OrderTimes.StartWindow);
        if (IsPending && Step is not OrderStep.Processing && now >= CreatedAt + OrderTimes.Lifetime)
            Fail(FailureHint.ExpiredTransaction, CreatedAt + OrderTimes.Lifetime);
        if (Step is OrderStep.Complete && !Delivered && now >= FinalAt + OrderTimes.CompleteRetention)
            (Step, Failure) = (OrderStep.Failed, FailureHint.ExpiredTransaction);
    }

    /// <summary>Says whether the relying party can still learn how the order stands or ended.</summary>
    public bool IsCollectable(DateTimeOffset now)
    {
        if (Delivered)
            return false;
        if (FinalAt is null)
            return true;
        var ranOutUnseen = !IsPickedUp && Failure is (FailureHint.StartFailed or FailureHint.ExpiredTransaction);
        return now < (ranOutUnseen ? CreatedAt + OrderTimes.NeverPickedUpRetention : FinalAt + OrderTimes.FailedRetention);
    }

    public bool IsForgotten(DateTimeOffset now) => now >= FinalAt + OrderTimes.PhoneMemory;

    public override string ToString() => $"order ({Request.Kind}, {Step})";

    private OrderStep NextStepOfUser() =>
        Request.Kind.IsByPhoneCall() && !_callConfirmed ? OrderStep.ConfirmCall
        : Request.Requirement.Mrtd && !_documentRead ? OrderStep.ReadDocument
        : OrderStep.EnterCode;

    private void Demand(OrderStep step)
    {
        if (Step != step)
            throw new InvalidOperationException($"The order is in step {Step}, not {step}.");
    }
}

namespace AuthDemo.Simulator.Orders;

/// <summary>The times of an order, as relying parties have seen them.</summary>
internal static class OrderTimes
{
    /// <summary>From creation until an app must have the order; phone orders have no such window.</summary>
    public static readonly TimeSpan StartWindow = TimeSpan.FromSeconds(30);

    /// <summary>From creation until the user must be done.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(180);

    /// <summary>How long a completed order waits for its collect; after that it was collected too late.</summary>
    public static readonly TimeSpan CompleteRetention = TimeSpan.FromMinutes(3);

    /// <summary>How long the result of a failed order can be collected.</summary>
    public static readonly TimeSpan FailedRetention = TimeSpan.FromMinutes(5);

    /// <summary>From creation: how long an order that no app ever took can be collected after it ran out.</summary>
    public static readonly TimeSpan NeverPickedUpRetention = TimeSpan.FromSeconds(190);

    /// <summary>After this a result that nobody collected counts as left behind; twice the pace of collecting, and more.</summary>
    public static readonly TimeSpan CollectGrace = TimeSpan.FromSeconds(10);

    /// <summary>How long a phone still shows how its order ended.</summary>
    public static readonly TimeSpan PhoneRetention = TimeSpan.FromMinutes(10);
}

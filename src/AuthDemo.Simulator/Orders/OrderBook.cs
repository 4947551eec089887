using AuthDemo.Simulator.Time;

namespace AuthDemo.Simulator.Orders;

/// <summary>All orders of one simulator behind one lock. Nobody sees an order that time has not caught up with.</summary>
/// <param name="forgotten">Told of each order that is removed for age; runs under the lock.</param>
internal sealed class OrderBook(SimulatorClock clock, Action<Order> forgotten)
{
    private readonly Lock _lock = new();
    private readonly List<Order> _orders = [];

    /// <summary>Runs <paramref name="work"/> alone, on settled orders, with the present moment.
    /// It must not block nor call back into the book.</summary>
    public T Use<T>(Func<List<Order>, DateTimeOffset, T> work)
    {
        lock (_lock)
        {
            var now = clock.Now;
            foreach (var order in _orders)
                order.Settle(now);
            foreach (var order in _orders.Where(order => order.IsForgotten(now)))
                forgotten(order);
            _orders.RemoveAll(order => order.IsForgotten(now));
            return work(_orders, now);
        }
    }
}

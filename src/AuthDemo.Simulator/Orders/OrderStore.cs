using AuthDemo.Simulator.Time;

namespace AuthDemo.Simulator.Orders;

/// <summary>All orders of one simulator, behind one lock. Every order is advanced to the present before it is read.</summary>
/// <param name="forgotten">Called, under the lock, for each order that is removed because of its age.</param>
internal sealed class OrderStore(SimulatorClock clock, Action<Order> onRemoved)
{
    private readonly Lock _lock = new();
    private readonly List<Order> _orders = [];

    /// <summary>Runs <paramref name="work"/> under the lock, with the orders and the current time.
    /// It must neither block nor call the store again.</summary>
    public T Use<T>(Func<List<Order>, DateTimeOffset, T> work)
    {
        lock (_lock)
        {
            var now = clock.Now;
            foreach (var order in _orders)
                order.AdvanceTo(now);
            foreach (var order in _orders.Where(order => order.IsPastRetention(now)))
                onRemoved(order);
            _orders.RemoveAll(order => order.IsPastRetention(now));
            return work(_orders, now);
        }
    }
}

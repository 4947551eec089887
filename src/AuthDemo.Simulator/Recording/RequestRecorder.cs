namespace AuthDemo.Simulator.Recording;

/// <summary>Keeps the most recent requests to the RP API.</summary>
internal sealed class RequestRecorder
{
    public const int Capacity = 500;

    private const int MaxBodyLength = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<RecordedRequest> _requests = new();
    private int _count;

    public void Add(RecordedRequest request)
    {
        lock (_lock)
        {
            _requests.Enqueue(request with
            {
                Number = ++_count,
                RequestBody = Shorten(request.RequestBody),
                ResponseBody = request.ResponseBody is { } body ? Shorten(body) : null,
            });
            if (_requests.Count > Capacity)
                _requests.Dequeue();
        }
    }

    /// <summary>Requests in the order of their arrival.</summary>
    /// <param name="after">Only requests with higher numbers.</param>
    /// <param name="order">Only requests of this order; null for all.</param>
    public IReadOnlyList<RecordedRequest> List(int after, int? order)
    {
        lock (_lock)
            return [.. _requests.Where(r => r.Number > after && (order is null || r.Order == order))];
    }

    public void Clear()
    {
        lock (_lock)
            _requests.Clear();
    }

    private static string Shorten(string body) =>
        body.Length <= MaxBodyLength ? body : $"{body.AsSpan(0, MaxBodyLength)}… ({body.Length} characters)";
}

namespace AuthDemo.PythonHost.Queueing;

/// <summary>First in, first out, with removal from the middle; the links are in the calls, so nothing is allocated.</summary>
internal sealed class CallList
{
    public PendingCall? First { get; private set; }

    private PendingCall? _last;

    public int Count { get; private set; }

    public void AddLast(PendingCall call)
    {
        (call.Previous, call.Next) = (_last, null);
        if (_last is null)
            First = call;
        else
            _last.Next = call;
        _last = call;
        Count++;
    }

    public void AddFirst(PendingCall call)
    {
        (call.Previous, call.Next) = (null, First);
        if (First is null)
            _last = call;
        else
            First.Previous = call;
        First = call;
        Count++;
    }

    public void Remove(PendingCall call)
    {
        if (call.Previous is null)
            First = call.Next;
        else
            call.Previous.Next = call.Next;
        if (call.Next is null)
            _last = call.Previous;
        else
            call.Next.Previous = call.Previous;
        (call.Previous, call.Next) = (null, null);
        Count--;
    }
}

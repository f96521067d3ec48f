namespace Gateway.Doors;

/// <summary>One connection as the <see cref="ConnectionTable"/> knows it.</summary>
internal sealed class OpenConnection(ConnectionTable table, CallerNetwork network, long since)
{
    private int _requests;
    private Action? _abort;
    private bool _isDropped;

    /// <summary>Who holds it.</summary>
    public CallerNetwork Network => network;

    /// <summary>When it was accepted, in the clock's ticks.</summary>
    public long Since => since;

    /// <summary>Whether a request is being answered, a visitor's WebSocket among them.</summary>
    public bool IsBusy => Volatile.Read(ref _requests) > 0;

    /// <summary>
    /// Its place among all that have not brought a request yet; null once it has, or when it has been dropped.
    /// </summary>
    internal LinkedListNode<OpenConnection>? SilentNode { get; set; }

    /// <summary>Its place among those of its network, silent or not.</summary>
    internal LinkedListNode<OpenConnection>? NetworkNode { get; set; }

    /// <summary>True once it counts no more and its socket is about to be closed.</summary>
    internal bool IsDropped => Volatile.Read(ref _isDropped);

    /// <summary>A request has come.</summary>
    public void Begin()
    {
        Interlocked.Increment(ref _requests);
        if (SilentNode is not null)
            table.Speak(this);
    }

    /// <summary>It has been answered.</summary>
    public void End() => Interlocked.Decrement(ref _requests);

    /// <summary>How to close it, once there is a socket to close.</summary>
    public void OnDrop(Action abort)
    {
        Interlocked.Exchange(ref _abort, abort);
        // Dropped between the table and here: whoever did found nothing to close yet.
        if (IsDropped)
            abort();
    }

    /// <summary>Its socket is closed.</summary>
    public void Close() => table.Close(this);

    internal void Drop() => Volatile.Write(ref _isDropped, true);

    internal void Abort() => Interlocked.CompareExchange(ref _abort, null, null)?.Invoke();
}

/// <summary>What one address, or one /64, holds.</summary>
internal sealed class CallerNetwork(string name, bool isProxy, int number)
{
    /// <summary>As <see cref="Channels.ClientNetwork"/> names it.</summary>
    public string Name => name;

    /// <summary>Whether it speaks for many.</summary>
    public bool IsProxy => isProxy;

    /// <summary>Tells two with as many connections apart.</summary>
    public int Number => number;

    /// <summary>Those that have not brought a request yet, the oldest first.</summary>
    public LinkedList<OpenConnection> Silent { get; } = [];

    /// <summary>Those that have.</summary>
    public LinkedList<OpenConnection> Spoken { get; } = [];

    /// <summary>How many it holds.</summary>
    public int Count => Silent.Count + Spoken.Count;
}

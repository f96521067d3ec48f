namespace Gateway.Simulator.Chats;

/// <summary>Who talks with whom on a simulated phone.</summary>
/// <param name="Kind">sms, whatsapp or telegram.</param>
/// <param name="Line">The business's number or bot.</param>
/// <param name="Person">The person's number, E.164.</param>
internal sealed record ChatKey(string Kind, string Line, string Person);

/// <summary>One conversation on a simulated phone: its newest messages, and who waits for more.</summary>
internal sealed class SimulatedChat(TimeProvider time)
{
    private const int MaxBubbles = 200;

    private readonly Lock _lock = new();
    private readonly List<Bubble> _bubbles = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _typingUntil;
    private long _version = 1;

    /// <summary>When it was last looked at or changed.</summary>
    public DateTimeOffset UsedAt { get; private set; } = time.GetUtcNow();

    /// <summary>
    /// Puts a message at the end; the other side has stopped typing. What is too much is forgotten, the oldest first.
    /// </summary>
    public void Add(Bubble bubble) => Change(() =>
    {
        _bubbles.RemoveAll(one => one.IsDraft && !bubble.IsMine);
        _bubbles.Add(bubble);
        if (_bubbles.Count > MaxBubbles)
            _bubbles.RemoveAt(0);
        if (!bubble.IsMine)
            _typingUntil = default;
        return true;
    });

    /// <summary>Changes a message.</summary>
    /// <returns>False when it is not there.</returns>
    public bool Update(string id, Func<Bubble, Bubble> update) => Change(() =>
    {
        var place = _bubbles.FindIndex(one => one.Id == id);
        if (place >= 0)
            _bubbles[place] = update(_bubbles[place]);
        return place >= 0;
    });

    /// <summary>Shows a preview in the place of the one before.</summary>
    public void Preview(Bubble draft) => Change(() =>
    {
        _bubbles.RemoveAll(one => one.IsDraft);
        _bubbles.Add(draft with { IsDraft = true });
        return true;
    });

    /// <summary>Shows for a while that the other side is typing.</summary>
    public void ShowTyping(TimeSpan length) => Change(() =>
    {
        _typingUntil = time.GetUtcNow() + length;
        return true;
    });

    /// <summary>The message with that id, or null.</summary>
    public Bubble? Find(string id)
    {
        lock (_lock)
            return _bubbles.Find(one => one.Id == id);
    }

    /// <summary>Everything as it stands.</summary>
    public ChatView Read()
    {
        lock (_lock)
        {
            UsedAt = time.GetUtcNow();
            var typingMs = Math.Max(0, (int)(_typingUntil - UsedAt).TotalMilliseconds);
            return new ChatView(_version, typingMs, [.. _bubbles]);
        }
    }

    /// <summary>Waits until there is something newer than a version.</summary>
    public Task WaitAsync(long version, CancellationToken cancellationToken)
    {
        lock (_lock)
            return _version > version ? Task.CompletedTask : _changed.Task.WaitAsync(cancellationToken);
    }

    private bool Change(Func<bool> change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            UsedAt = time.GetUtcNow();
            if (!change())
                return false;
            _version++;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
        return true;
    }
}

/// <summary>A conversation as the page and the terminal show it.</summary>
/// <param name="Version">Grows with each change.</param>
/// <param name="TypingMs">How long the other side is still to be seen typing; 0: it is not.</param>
/// <param name="Bubbles">The newest messages, oldest first.</param>
internal sealed record ChatView(long Version, int TypingMs, IReadOnlyList<Bubble> Bubbles);

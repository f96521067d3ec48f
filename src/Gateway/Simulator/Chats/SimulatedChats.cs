namespace Gateway.Simulator.Chats;

/// <summary>
/// All conversations of the simulated phones, in memory. When there are too many, the one that was not used for longest
/// is forgotten.
/// </summary>
internal sealed class SimulatedChats(TimeProvider time)
{
    private const int MaxChats = 300;

    private readonly Lock _lock = new();
    private readonly Dictionary<ChatKey, SimulatedChat> _chats = [];

    /// <summary>The conversation, empty when it is new.</summary>
    public SimulatedChat Open(ChatKey key)
    {
        lock (_lock)
        {
            if (_chats.TryGetValue(key, out var chat))
                return chat;
            if (_chats.Count >= MaxChats)
                _chats.Remove(_chats.MinBy(pair => pair.Value.UsedAt).Key);
            return _chats[key] = new SimulatedChat(time);
        }
    }
}

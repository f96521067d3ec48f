using System.Collections.Concurrent;

namespace Gateway.Simulator.Calls;

/// <summary>
/// What the callers of simulated calls have typed. It is spoken into the line by a program, and where no recogniser of
/// ours knows the language, these words are what was understood.
/// </summary>
internal sealed class TypedWords
{
    private const int MostWaiting = 20;

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _calls = new(StringComparer.Ordinal);

    /// <summary>A simulated call begins; ended by disposing of what is returned.</summary>
    public IDisposable Open(string callSid)
    {
        _calls[callSid] = new ConcurrentQueue<string>();
        return new Place(_calls, callSid);
    }

    /// <summary>Whether a call is one of these.</summary>
    public bool IsOpen(string? callSid) => callSid is not null && _calls.ContainsKey(callSid);

    /// <summary>Notes what is spoken from now on.</summary>
    public void Add(string callSid, string text)
    {
        if (_calls.TryGetValue(callSid, out var words) && words.Count < MostWaiting)
            words.Enqueue(text);
    }

    /// <summary>All that was typed and not taken yet; empty for nothing.</summary>
    public string Take(string callSid)
    {
        List<string> taken = [];
        while (_calls.TryGetValue(callSid, out var words) && words.TryDequeue(out var text))
            taken.Add(text);
        return string.Join(' ', taken);
    }

    private sealed class Place(ConcurrentDictionary<string, ConcurrentQueue<string>> calls, string callSid)
        : IDisposable
    {
        public void Dispose() => calls.TryRemove(callSid, out _);
    }
}

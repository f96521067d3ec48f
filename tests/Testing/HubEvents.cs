using System.Text.Json.Nodes;

namespace Gateway.Testing;

/// <summary>What a connection to the hub has heard.</summary>
public abstract class HubEvents
{
    private readonly List<(string Name, JsonNode Argument)> _events = [];
    private readonly List<(Func<string, JsonNode, bool> Wanted, TaskCompletionSource<JsonNode> Found)> _waiting = [];

    /// <summary>Events so far, in order.</summary>
    public IReadOnlyList<(string Name, JsonNode Argument)> Events
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    /// <summary>The first event of that name, past or to come, that is wanted.</summary>
    public async Task<JsonNode> WaitForAsync(string name, Func<JsonNode, bool>? wanted = null)
    {
        var found = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool IsWanted(string eventName, JsonNode argument) => eventName == name && (wanted is null || wanted(argument));
        lock (_events)
        {
            foreach (var (eventName, argument) in _events)
            {
                if (IsWanted(eventName, argument))
                    return argument;
            }

            _waiting.Add((IsWanted, found));
        }

        return await found.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>The agent's first entry after a place.</summary>
    public Task<JsonNode> WaitForAnswerAsync(long afterSeq) =>
        WaitForAsync("entry", entry => (string?)entry["role"] == "agent" && (long)entry["seq"]! > afterSeq);

    /// <summary>Something was said.</summary>
    protected void Hear(string name, JsonNode argument)
    {
        lock (_events)
        {
            _events.Add((name, argument));
            foreach (var (wanted, found) in _waiting)
            {
                if (wanted(name, argument))
                    found.TrySetResult(argument);
            }
        }
    }
}

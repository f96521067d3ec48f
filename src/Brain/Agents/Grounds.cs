namespace Gateway.Brain.Agents;

/// <summary>What is known, and of which thing and which topic.</summary>
internal sealed class Grounds
{
    private readonly Dictionary<Claim, HashSet<Ground>> _grounds = [];

    /// <summary>Takes a claim in.</summary>
    /// <param name="claim">What is known.</param>
    /// <param name="thing">Of which thing; empty for none in particular.</param>
    /// <param name="topics">About what; empty for nothing in particular.</param>
    public void Add(Claim claim, string thing, IReadOnlyList<string> topics)
    {
        if (!_grounds.TryGetValue(claim, out var grounds))
            _grounds[claim] = grounds = [];
        if (topics.Count == 0)
            grounds.Add(new Ground(thing, ""));
        else
            grounds.UnionWith(topics.Select(topic => new Ground(thing, topic)));
    }

    /// <summary>Whether it is known, of whatever.</summary>
    public bool Hold(Claim claim) => _grounds.ContainsKey(claim);

    /// <summary>Whether a claim may be made.</summary>
    /// <param name="claim">What is said.</param>
    /// <param name="thing">Of which thing; null for none.</param>
    /// <param name="topics">Beside which topics; empty for none.</param>
    /// <param name="isOfNoThing">Whether what is known of a thing supports nothing that names none.</param>
    /// <param name="isOfNoTopic">Whether what is known of a topic supports nothing that speaks of none.</param>
    public bool Support(
        Claim claim, string? thing, IReadOnlyList<string> topics, bool isOfNoThing, bool isOfNoTopic) =>
        _grounds.TryGetValue(claim, out var grounds) && grounds.Any(ground => ground switch
        {
            // What is known of nothing in particular, a total, may be said beside anything.
            { Topic: "", Thing: "" } => true,
            { Topic: "" } => thing is null ? !isOfNoThing : ground.Thing == thing,
            _ => topics.Count > 0 ? topics.Contains(ground.Topic) : !isOfNoTopic,
        });

    private readonly record struct Ground(string Thing, string Topic);
}

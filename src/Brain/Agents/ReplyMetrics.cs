using System.Diagnostics.Metrics;

namespace Gateway.Brain.Agents;

/// <summary>Counts what the guard does.</summary>
internal sealed class ReplyMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _replaced = meters.Create("Gateway.Brain").CreateCounter<long>(
        "gateway.brain.replies.sentences_replaced", description: "Sentences that claimed what nothing supports");

    private readonly Counter<long> _silent = meters.Create("Gateway.Brain").CreateCounter<long>(
        "gateway.brain.silences", description: "Turns in which nothing was answered, by reason");

    private readonly Counter<long> _broken = meters.Create("Gateway.Brain").CreateCounter<long>(
        "gateway.brain.replies.broken",
        description: "Answers that no model brought to an end, by who answered instead: house, apology, remark");

    /// <summary>Counts an answer that no model brought to its end.</summary>
    /// <param name="instead">Who answered: <c>house</c>, <c>apology</c>, or a <c>remark</c> below what stays.</param>
    public void Broken(string instead) => _broken.Add(1, new KeyValuePair<string, object?>("instead", instead));

    /// <summary>Counts a turn in which nothing was answered.</summary>
    public void Silent(string reason) => _silent.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Counts a sentence that was not said.</summary>
    public void SentenceReplaced() => _replaced.Add(1);
}

using Gateway.Brain.Consent;
using Gateway.Brain.Reception;
using Gateway.Brain.Solutions;
using Gateway.Brain.Turns;
using Gateway.Sessions;

namespace Gateway.Brain.Plans;

/// <summary>What a contact has written and is to be answered.</summary>
/// <param name="Solution">The trade.</param>
/// <param name="Memory">What the last turn left; thrown when it cannot be read.</param>
/// <param name="Whole">The turn with all that came.</param>
/// <param name="Received">What of it can be read.</param>
/// <param name="Consent">What of it is about consent.</param>
internal sealed record Written(
    ISolution Solution, Lazy<SolutionMemory> Memory, TurnContext Whole, Received Received, ConsentReading Consent)
{
    /// <summary>The turn with nothing but the messages that are to be answered.</summary>
    public TurnContext Left(IReadOnlyList<Entry> messages)
    {
        var left = messages.Select(message => message.Seq).ToHashSet();
        var gone = Whole.Turn.Messages.Select(message => message.Seq).Where(seq => !left.Contains(seq)).ToHashSet();
        var recent = gone.Count == 0
            ? Whole.Turn.Recent
            : [.. Whole.Turn.Recent.Where(entry => !gone.Contains(entry.Seq))];
        return new TurnContext(
            Whole.Turn with { Messages = messages, Recent = recent }, Whole.Workspace, Whole.Locale);
    }
}

using Gateway.Brain.House;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Inspection.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>What the house model says for a centre's agent.</summary>
internal sealed class InspectionSkill : IHouseSkill
{
    /// <inheritdoc/>
    public string Agent => InspectionSolution.AgentName;

    /// <inheritdoc/>
    public string? Lexicon(string locale) => null;

    /// <inheritdoc/>
    public void Prepare() => _ = UtteranceReader.Load(InspectionReading.Model);

    // What is told in several messages is of one appointment: they are read as one.
    /// <inheritdoc/>
    public RequestSigns SignsIn(Utterance heard) => new();

    /// <inheritdoc/>
    public Task<AgentText> AnswerAsync(HouseTurn turn) => BookingDialogue.AnswerAsync(new InspectionRequest(turn));
}

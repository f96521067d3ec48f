using Gateway.Brain.House;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Words;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>What the house model says for one of the speakers of a sales team.</summary>
internal abstract class SalesSkill(string agent) : IHouseSkill
{
    /// <inheritdoc/>
    public string Agent => agent;

    /// <inheritdoc/>
    public string? Lexicon(string locale) => null;

    /// <inheritdoc/>
    public void Prepare() => PrepareReader();

    /// <summary>Loads what was learned of sales.</summary>
    public static void PrepareReader() => _ = UtteranceReader.Load("House.sales.model");

    // A business message is answered as a whole: its clauses are parts of one wish.
    /// <inheritdoc/>
    public RequestSigns SignsIn(Utterance heard) => new();

    /// <inheritdoc/>
    public Task<AgentText> AnswerAsync(HouseTurn turn) => AnswerAsync(new SalesRequest(turn));

    /// <summary>Answers.</summary>
    protected abstract Task<AgentText> AnswerAsync(SalesRequest request);
}

/// <summary>Informs, offers and closes.</summary>
internal sealed class SellerSkill() : SalesSkill(SalesAgents.Seller)
{
    /// <inheritdoc/>
    protected override Task<AgentText> AnswerAsync(SalesRequest request) => SellerDialogue.AnswerAsync(request);
}

/// <summary>Answers what is held against an offer.</summary>
internal sealed class NegotiatorSkill() : SalesSkill(SalesAgents.Negotiator)
{
    /// <inheritdoc/>
    protected override Task<AgentText> AnswerAsync(SalesRequest request) => NegotiatorDialogue.AnswerAsync(request);
}

/// <summary>Says good-bye to who does not buy now.</summary>
internal sealed class NurtureSkill() : SalesSkill(SalesAgents.Nurture)
{
    /// <inheritdoc/>
    protected override Task<AgentText> AnswerAsync(SalesRequest request) => NurtureDialogue.AnswerAsync(request);
}

using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Sales.Tools;
using Gateway.Brain.Words;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>Answers what is held against an offer with the step that the rules allow.</summary>
internal static class NegotiatorDialogue
{
    /// <summary>Answers.</summary>
    public static async Task<AgentText> AnswerAsync(SalesRequest request)
    {
        if (request.Accepts)
            return await SellerDialogue.AnswerAsync(request);
        if (request.Pressed == SalesPayload.Object && request.Reading.Objections.FirstOrDefault().Clause is null)
            return request.Say("whatHoldsYouBack");
        var objection = request.Reading.Objections.FirstOrDefault();
        ObjectionCategory? heard = objection.Clause is null ? null : objection.Category;
        if ((request.Sales.Read?.Category ?? heard) is not { } category)
            return request.Say("whatHoldsYouBack");
        var negotiated = await request.CallAsync<Negotiated>(SalesToolNames.Negotiate, new NegotiateArguments
        {
            Category = category,
            Words = objection.Clause is { } clause ? request.WordsOf(clause) : request.Reading.Text,
            AskedDiscount = request.Sales.Read?.AskedDiscount,
            Feature = request.Sales.Read?.Feature,
            Competitor = request.Sales.Read?.Competitor,
        });
        return negotiated switch
        {
            null => request.Say("unavailable"),
            { Escalated: not null } => request.Say("handedOver"),
            { AskFor.Count: > 0 } => request.Say("askSeats"),
            _ => await WordAsync(request, category, negotiated),
        };
    }

    private static async Task<AgentText> WordAsync(
        SalesRequest request, ObjectionCategory category, Negotiated negotiated)
    {
        var heard = request.Say($"heard{category}");
        AgentText? told = negotiated switch
        {
            { Strategy: Strategy.Material or Strategy.Demo, Competitor: { } competitor } => (AgentText)competitor,
            { Strategy: Strategy.Material, Reference: { } reference } => (AgentText)reference,
            { Strategy: Strategy.Roadmap, Feature: { } feature } => (AgentText)feature,
            { Feature: { } feature } => (AgentText)feature,
            _ => null,
        };
        if (told is null && negotiated.Strategy == Strategy.Material)
            told = await SellerDialogue.LookUpAsync(request, request.Reading.Text);
        return AgentText.Join(
            " ", heard, told, negotiated.Strategy is { } strategy ? request.Say($"step{strategy}") : null);
    }
}

using Gateway.Brain.House;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>What the house model knows of selling in a shop.</summary>
internal sealed class ShopSkill : IHouseSkill
{
    /// <inheritdoc/>
    public string Agent => ShopSolution.SellerName;

    /// <inheritdoc/>
    public string? Lexicon(string locale) => null;

    /// <inheritdoc/>
    public Task<string> AnswerAsync(HouseTurn turn) =>
        Task.FromResult(SmallTalk.Answer(turn) ?? SmallTalk.Say(turn, "greeting"));
}

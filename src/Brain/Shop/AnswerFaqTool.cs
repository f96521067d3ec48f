using System.ComponentModel;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>What the contact wants to know.</summary>
internal sealed record FaqArguments
{
    [Description("The contact's question, in their own words.")]
    public required string Question { get; init; }
}

/// <summary>What the shop has answered beforehand.</summary>
/// <param name="Answers">Best first; empty when the shop's answers do not know.</param>
internal sealed record FaqAnswers(IReadOnlyList<FaqMatch> Answers);

/// <summary>Answers questions about the shop itself: delivery, returns, payment, warranty, hours.</summary>
internal sealed class AnswerFaqTool(CatalogueSearch catalogue) : Tool<ShopTurn, FaqArguments>(
    Name, "Looks a question up in the shop's own answers: delivery, returns, payment, warranty, hours and the like.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "answer_faq";

    private const int MostAnswers = 3;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, FaqArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var found = await catalogue.FindAnswersAsync(
            turn.Workspace, turn.Locale, arguments.Question, MostAnswers, cancellationToken);
        return new FaqAnswers([.. found.Where(answer => answer.Score >= CatalogueSearch.KnownAnswer)]);
    }
}

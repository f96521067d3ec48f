using System.ComponentModel;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>What the contact wants to know.</summary>
internal sealed record FaqArguments
{
    [Description("The contact's question, in their own words.")]
    public required string Question { get; init; }

    [Description("What the question was read as, where that is known: acts with their likelihoods, 0 to 1.")]
    public IReadOnlyDictionary<string, float>? Acts { get; init; }
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
            turn.Workspace, turn.Locale, arguments.Question, arguments.Acts, MostAnswers, cancellationToken);
        IReadOnlyList<FaqMatch> known = [.. found.Where(answer => answer.Score >= CatalogueSearch.KnownAnswer)];
        return new FaqAnswers(known.Count > 0 || HoursOf(turn, arguments) is not { } hours ? known : [hours]);
    }

    // A shop that has written no answer about its hours may have given them in its settings.
    private static FaqMatch? HoursOf(ShopTurn turn, FaqArguments arguments) =>
        HoursAnswer.Of(turn.Context.Workspace.OpeningHours, arguments.Question, arguments.Acts, turn.Locale);
}

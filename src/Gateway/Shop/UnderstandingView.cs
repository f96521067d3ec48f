using System.Text.Json.Serialization;
using Gateway.Brain.Shop.Understanding;

namespace Gateway.Shop;

/// <summary>A page of what was not understood.</summary>
/// <param name="Items">What was said most often first; of these what was said last.</param>
/// <param name="Next">What to pass as <c>after</c> for the following page; left out on the last one.</param>
internal sealed record UnderstandingPage(
    IReadOnlyList<UnderstandingView> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next);

/// <summary>What was not understood, in as many words as it was said in.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Locale">Language it was read in, <c>fr</c> or <c>en</c>.</param>
/// <param name="Kind"><c>unclear</c>, <c>noAnswer</c>, <c>notOnSheet</c> or <c>notSold</c>: what it mostly was.</param>
/// <param name="Count">How often it was said.</param>
/// <param name="Sessions">In how many sessions.</param>
/// <param name="Words">The most typical wording.</param>
/// <param name="ProductHandle">The product under discussion, where it was the same each time.</param>
/// <param name="LastSeen">When it was said last.</param>
/// <param name="Nearest">The question of the shop's own answers that comes nearest to it now.</param>
/// <param name="Answered">Whether the shop's own answers would answer it now.</param>
/// <param name="Examples">At most five, each with its session.</param>
internal sealed record UnderstandingView(
    string Workspace, string Locale, string Kind, int Count, int Sessions, string Words, string? ProductHandle,
    DateTimeOffset LastSeen, NearestAnswer? Nearest, bool Answered, IReadOnlyList<MissExample> Examples)
{
    public static UnderstandingView Of(MissGroup group) => new(
        group.Workspace, group.Locale, group.Kind, group.Count, group.Sessions, group.Words, group.Product,
        group.LastSeen, group.Nearest, group.IsAnswered, group.Examples);
}

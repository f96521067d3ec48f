using Gateway.Brain.Settings;

namespace Gateway.Brain.Inspection.Law;

/// <summary>A rule of French law that people ask an inspection centre about.</summary>
/// <param name="Id">Its name: lower-case letters and dots, such as <c>moto.first</c>.</param>
/// <param name="Topic">What it is about: <c>law</c>, <c>revisit</c>, <c>result</c> or <c>papers</c>.</param>
/// <param name="Title">The question that it answers.</param>
/// <param name="Text">What holds, in words that promise no more than was checked.</param>
/// <param name="Source">Where it stands.</param>
internal sealed record LawRule(string Id, string Topic, LocalText Title, LocalText Text, LawSource Source);

/// <summary>Where a rule stands.</summary>
/// <param name="Title">The text of law, or the authority's page, in French.</param>
/// <param name="Article">Which article or page of it.</param>
/// <param name="Url">Its address.</param>
/// <param name="AsOf">The date of the wording that the rule was taken from.</param>
/// <param name="Checked">What it was checked against.</param>
internal sealed record LawSource(string Title, string Article, Uri Url, DateOnly AsOf, LawCheck Checked);

/// <summary>What a rule was checked against.</summary>
internal enum LawCheck
{
    /// <summary>The wording of the source itself, in a stored copy.</summary>
    Text,

    /// <summary>
    /// What authorities' and inspection centres' pages write of it; the source itself was not at hand.
    /// </summary>
    Pages,

    /// <summary>Nothing: it is what the trade goes by, and its words say no more than that.</summary>
    None,
}

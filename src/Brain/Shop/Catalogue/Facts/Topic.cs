namespace Gateway.Brain.Shop.Catalogue.Facts;

/// <summary>Something that is asked about products and told by their sheets.</summary>
/// <param name="Name">As in <c>oven</c>; the same in every language.</param>
/// <param name="Family">The property of the house's corpora that it is part of: the <c>X</c> of
/// <c>detail.X</c>.</param>
/// <param name="IsAspect">Whether it asks for something of what else is asked, as <c>included</c> does.</param>
/// <param name="Also">Topics whose facts answer as well where it has none of its own, the nearest first.</param>
/// <param name="Near">Topics whose facts may answer then.</param>
/// <param name="Over">Topics that are not asked for when this one is.</param>
/// <param name="Dimension">What its values measure, or null when it is told in words.</param>
internal sealed record Topic(
    string Name, string Family, bool IsAspect, IReadOnlyList<string> Also, IReadOnlyList<string> Near,
    IReadOnlyList<string> Over, Dimension? Dimension);

/// <summary>In whose words a topic is looked for.</summary>
internal enum Voice
{
    /// <summary>Those of a question.</summary>
    Asking,

    /// <summary>Those of a sheet.</summary>
    Telling,

    /// <summary>Those of a sheet before a colon.</summary>
    Label,
}

/// <summary>A topic that words speak of.</summary>
/// <param name="Topic">Which.</param>
/// <param name="First">Index of the first word that says so.</param>
/// <param name="Count">How many words do.</param>
/// <param name="Certainty">0 to 1: less where a word had to be forgiven or only means about the same.</param>
internal readonly record struct TopicMatch(Topic Topic, int First, int Count, double Certainty)
{
    /// <summary>Index behind the last word.</summary>
    public int End => First + Count;
}

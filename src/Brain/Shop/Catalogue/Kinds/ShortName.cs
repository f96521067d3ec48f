namespace Gateway.Brain.Shop.Catalogue.Kinds;

/// <summary>What a thing is called, without what else is told of it.</summary>
/// <param name="Head">The word that names the kind, folded.</param>
/// <param name="Concepts">What goods of the thesaurus it is, in ordinal order, with bars between them; may be
/// empty.</param>
internal readonly record struct ShortName(string Head, string Concepts)
{
    /// <summary>That of a phrase.</summary>
    public static ShortName Of(NounPhrase phrase) =>
        new(phrase.Head, string.Join('|', phrase.Concepts.Order(StringComparer.Ordinal)));

    /// <summary>Whether one of these goods is among its own.</summary>
    public bool IsAny(ShortName other)
    {
        foreach (var one in Concepts.AsSpan().Split('|'))
        {
            foreach (var another in other.Concepts.AsSpan().Split('|'))
            {
                if (Concepts.AsSpan()[one].SequenceEqual(other.Concepts.AsSpan()[another]))
                    return true;
            }
        }

        return false;
    }
}

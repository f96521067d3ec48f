namespace Gateway.Channels.Speech.Saying;

/// <summary>A text as it is spoken.</summary>
/// <param name="Text">The words; empty where nothing of the source is said.</param>
/// <param name="Map">
/// Where they come from: the stretches follow each other without a gap over <paramref name="Text"/>, and in their order
/// over the source, of which some is not said.
/// </param>
internal sealed record SpokenText(string Text, IReadOnlyList<SpokenStretch> Map)
{
    /// <summary>How much of the source has been said once so much of the words has been heard.</summary>
    /// <param name="heard">UTF-16 units of <see cref="Text"/>, from its beginning.</param>
    /// <returns>
    /// UTF-16 units of the source, up to the last word that was heard whole: a number of which only the beginning was
    /// heard does not count.
    /// </returns>
    public int SourceHeard(int heard)
    {
        var source = 0;
        foreach (var stretch in Map)
        {
            if (stretch.SpokenEnd <= heard)
                source = stretch.SourceEnd;
            else
                return stretch.SpokenStart < heard && stretch.SpokenLength == stretch.SourceLength
                    ? stretch.SourceStart + heard - stretch.SpokenStart
                    : source;
        }

        return source;
    }

    /// <summary>Where in the words a place of the source is said.</summary>
    /// <param name="source">UTF-16 units of the source, from its beginning.</param>
    public int SpokenAt(int source)
    {
        foreach (var stretch in Map)
        {
            if (stretch.SourceEnd > source)
                return stretch.SpokenLength == stretch.SourceLength && stretch.SourceStart < source
                    ? stretch.SpokenStart + source - stretch.SourceStart
                    : stretch.SpokenStart;
        }

        return Text.Length;
    }
}

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>A heading, a way of asking or a sentence of an answer, made ready to be compared.</summary>
internal sealed record AnswerPart
{
    private const long BytesOfPart = 250;
    private const long BytesOfEach = 40;

    /// <summary>Place of its entry.</summary>
    public required int Entry { get; init; }

    /// <summary>Where it stands in the answer; null for a heading or a way of asking.</summary>
    public required Sentence? Place { get; init; }

    /// <summary>Of a heading or a way of asking its words in order, folded, joined by blanks; else empty.</summary>
    public required string Folded { get; init; }

    /// <summary>What it names.</summary>
    public required Mentions Mentions { get; init; }

    /// <summary>Places of the acts that it may be, with likelihoods.</summary>
    public required (int Act, float Likelihood)[] Acts { get; init; }

    /// <summary>A number for each act, of length 1.</summary>
    public required float[] Sense { get; init; }

    /// <summary>What it takes of memory, in bytes, about.</summary>
    public long Bytes => BytesOfPart + (Folded.Length * (long)sizeof(char)) + (Sense.Length * (long)sizeof(float))
        + ((Acts.Length + Mentions.Countries.Count + Mentions.Numbers.Count) * BytesOfEach);

    /// <summary>Its sense with what weighs most weighing more; worked out anew, to keep half as much.</summary>
    public float[] Sharpened() => AnswerModel.Sharpened(Sense);

    /// <summary>Makes a text ready.</summary>
    /// <returns>It, and its words and concepts.</returns>
    public static (AnswerPart Part, Terms Terms) Of(
        int entry, Sentence? place, string text, string locale, IReadOnlyDictionary<string, float>? acts,
        AnswerModel model)
    {
        var terms = Terms.Of(text, locale);
        return (new AnswerPart
        {
            Entry = entry,
            Place = place,
            Folded = place is null ? string.Join(' ', House.Reading.Word.In(text).Select(word => word.Text)) : "",
            Mentions = Mentions.In(text),
            Acts = model.PlacesOf(acts),
            Sense = model.SenseOf(terms, locale),
        }, terms);
    }
}

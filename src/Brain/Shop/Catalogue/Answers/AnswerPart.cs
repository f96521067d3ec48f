namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>A heading, a way of asking or a sentence of an answer, made ready to be compared.</summary>
internal sealed record AnswerPart
{
    /// <summary>Place of its entry.</summary>
    public required int Entry { get; init; }

    /// <summary>Where it stands in the answer; null for a heading or a way of asking.</summary>
    public required Sentence? Place { get; init; }

    /// <summary>Its words and concepts.</summary>
    public required Terms Terms { get; init; }

    /// <summary>Its words in order, folded, joined by blanks.</summary>
    public required string Folded { get; init; }

    /// <summary>What it names.</summary>
    public required Mentions Mentions { get; init; }

    /// <summary>Places of the acts that it may be, with likelihoods.</summary>
    public required (int Act, float Likelihood)[] Acts { get; init; }

    /// <summary>A number for each act, of length 1.</summary>
    public required float[] Sense { get; init; }

    /// <summary>The same, with what weighs most weighing more.</summary>
    public required float[] Sharp { get; init; }

    /// <summary>Makes a text ready.</summary>
    public static AnswerPart Of(
        int entry, Sentence? place, string text, string locale, IReadOnlyDictionary<string, float>? acts,
        AnswerModel model)
    {
        var terms = Terms.Of(text, locale);
        var sense = model.SenseOf(terms, locale);
        return new AnswerPart
        {
            Entry = entry,
            Place = place,
            Terms = terms,
            Folded = string.Join(' ', House.Reading.Word.In(text).Select(word => word.Text)),
            Mentions = Mentions.In(text),
            Acts = model.PlacesOf(acts),
            Sense = sense,
            Sharp = AnswerModel.Sharpened(sense),
        };
    }
}

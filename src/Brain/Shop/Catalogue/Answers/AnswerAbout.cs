using System.Text.Json;
using Gateway.Brain.House.Learning;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>
/// What an answered question is about, as the learned reader sees it; read at import, because reading takes longer than
/// ranking. Each member tells from an act of the corpora how likely it is, 0 to 1; acts below a hundredth are left out.
/// </summary>
/// <param name="Heading">Of the heading.</param>
/// <param name="Ways">Of each of the owner's ways of asking.</param>
/// <param name="Sentences">Of each sentence of the answer, as <see cref="Answers.Sentences"/> parts it.</param>
internal sealed record AnswerAbout(
    IReadOnlyDictionary<string, float> Heading, IReadOnlyList<IReadOnlyDictionary<string, float>> Ways,
    IReadOnlyList<IReadOnlyDictionary<string, float>> Sentences)
{
    private const int MostSentences = 60;

    /// <summary>Of an entry that nothing is known of.</summary>
    public static AnswerAbout Nothing { get; } = new(new Dictionary<string, float>(), [], []);

    /// <summary>Reads an entry.</summary>
    public static AnswerAbout Of(
        string heading, IReadOnlyList<string> ways, string answer, string locale, UtteranceReader reader) => new(
        Acts.Of(heading, locale, reader),
        [.. ways.Select(way => Acts.Of(way, locale, reader))],
        [.. Answers.Sentences.In(answer).Take(MostSentences)
            .Select(sentence => Acts.Of(answer[sentence.Start..sentence.End], locale, reader))]);

    /// <summary>As the database keeps it.</summary>
    public string Write() => JsonSerializer.Serialize(this, BrainJson.Options);

    /// <summary>What <see cref="Write"/> wrote; <see cref="Nothing"/> when it was another release that wrote it.
    /// </summary>
    public static AnswerAbout Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<AnswerAbout>(json, BrainJson.Options) is
            { Heading: not null, Ways: not null, Sentences: not null } about ? about : Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }
}

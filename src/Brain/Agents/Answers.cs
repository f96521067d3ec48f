using System.Text;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Agents;

/// <summary>
/// The answers to several requests of one turn, as one reply: a paragraph for each, in order, below the words it
/// answers. What two of them say alike is said once, a question where it stands last.
/// </summary>
internal sealed class Answers(TurnContext context)
{
    private const int LongestQuote = 60;
    private const int ShortestSentence = 12;
    private const int MostFigures = 4;

    private static readonly string[] Links = ["://", "@", "www."];

    private readonly List<(List<string> Quotes, string Text)> _answers = [];

    /// <summary>Takes an answer.</summary>
    /// <param name="asking">The words that asked, as the contact wrote them.</param>
    /// <param name="text">The answer, in the notation of agents' words; nothing is said for an empty one.</param>
    public void Add(string asking, string text)
    {
        if (text.Length == 0)
            return;
        var same = _answers.FindIndex(answer => answer.Text == text);
        var quotes = same < 0 ? [] : _answers[same].Quotes;
        if (QuoteOf(asking) is { } quote)
            quotes.Add(quote);
        if (same < 0)
            _answers.Add((quotes, text));
    }

    /// <summary>Says them.</summary>
    public void SayTo(ReplyGuard reply)
    {
        var phrases = Phrasebook.Load($"House.{context.Locale}.phrases");
        var seed = context.Turn.Id.ToString();
        var texts = _answers.ConvertAll(answer => answer.Text);
        for (var i = 0; i < texts.Count; i++)
            texts[i] = WithoutWhatIsSaidElsewhere(texts, i);
        for (var i = 0; i < texts.Count; i++)
        {
            var introduced = _answers.Count == 1 ? []
                : _answers[i].Quotes.Select(quote => phrases.Say("quote", seed, ("words", quote)));
            reply.Say(AgentText.Join("\n", [AgentText.Join(" ", introduced), AgentText.Trusted(texts[i])]));
        }
    }

    private static string WithoutWhatIsSaidElsewhere(List<string> texts, int place)
    {
        var left = new StringBuilder();
        foreach (var sentence in Sentences.In(texts[place]))
        {
            var said = sentence.Trim();
            var others = (said.EndsWith('?') ? texts.Skip(place + 1) : texts.Take(place)).SelectMany(Sentences.In);
            if (said.Length < ShortestSentence || !others.Any(other => other.Trim() == said))
                left.Append(sentence);
        }

        return left.ToString().Trim() is { Length: > 0 } rest ? rest : texts[place];
    }

    // What people tell of themselves is not read back to them, nor is an address that could be clicked.
    private static string? QuoteOf(string asking)
    {
        var line = WellFormed.Line(asking, int.MaxValue);
        if (line is null || Numerals.Fold(line).Count(char.IsAsciiDigit) > MostFigures)
            return null;
        if (Links.Any(sign => line.Contains(sign, StringComparison.OrdinalIgnoreCase)))
            return null;
        if (line.Length <= LongestQuote)
            return line;
        var cut = WellFormed.Cut(line, LongestQuote);
        return $"{(cut.LastIndexOf(' ') is > 0 and var space ? cut[..space] : cut)}…";
    }
}

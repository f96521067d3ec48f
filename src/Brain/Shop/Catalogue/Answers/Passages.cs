using System.Text.RegularExpressions;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>
/// Chooses what of an answer was asked for: a sentence or two as they stand, with the one that a sentence takes up and
/// the one that restricts it.
/// </summary>
internal static partial class Passages
{
    // So short an answer is told whole.
    private const int Short = 110;

    private const int MostSentences = 3;

    // What comes this near to the best answers as well.
    private const float Near = 0.85f;

    // Below this no sentence is told from the others.
    private const float Telling = 0.35f;

    /// <summary>The passage, and whether it names the country asked for; null when none was.</summary>
    public static (string Text, bool? NamesCountry) Of(
        string answer, ReadOnlySpan<AnswerPart> parts, int first, Sight seen)
    {
        List<(AnswerPart Part, float Score)> sentences = [];
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Place is not null)
                sentences.Add((parts[i], ScoreOf(parts[i], first + i, seen)));
        }

        if (sentences.Count == 0)
            return (answer, null);
        var chosen = Chosen(answer, sentences, seen);
        var countries = seen.Mentions.Countries;
        bool? names = countries.Count == 0 ? null
            : chosen.Any(at => countries.Any(sentences[at].Part.Mentions.Names));
        return (TextOf(answer, sentences, chosen), names);
    }

    private static SortedSet<int> Chosen(
        string answer, List<(AnswerPart Part, float Score)> sentences, Sight seen)
    {
        var best = sentences.Max(sentence => sentence.Score);
        if (sentences.Count == 1 || answer.Length <= Short || best < Telling)
            return [.. Enumerable.Range(0, sentences.Count)];
        SortedSet<int> chosen = [.. Enumerable.Range(0, sentences.Count)
            .Where(at => sentences[at].Score >= best * Near)
            .OrderByDescending(at => sentences[at].Score)
            .Take(2)];
        foreach (var at in chosen.ToList())
        {
            for (var before = at; before > 0 && TakesUp().IsMatch(Start(answer, sentences[before].Part)); before--)
                chosen.Add(before - 1);
            var next = at + 1;
            if (next < sentences.Count && chosen.Count < MostSentences
                && (Restricts().IsMatch(Start(answer, sentences[next].Part))
                    || (seen.Wanted.Amount && at == chosen.Max && TakesUp().IsMatch(
                        Start(answer, sentences[next].Part)) && sentences[next].Part.Mentions.Amount)))
                chosen.Add(next);
        }

        return chosen;
    }

    private static float ScoreOf(AnswerPart part, int at, Sight seen)
    {
        var mentions = part.Mentions;
        var asked = seen.Mentions;
        var score = (0.8f * MathF.Max(0, Vectors.Dot(seen.Sense, part.Sense)))
            + (1.5f * seen.Words.Share(at))
            + (1.2f * seen.Concepts.Share(at)) + (0.4f * seen.ActsOf(part));
        if (asked.Countries.Any(mentions.Names) || mentions.NamesAny(seen.CountriesBefore))
            score += 3;
        else if (asked.Countries.Count > 0 && mentions.OtherCountries)
            score += 2;
        if ((asked.WeekDays & mentions.WeekDays) != 0)
            score += 2;
        if (asked.Numbers.Overlaps(mentions.Numbers))
            score += 0.7f;
        if ((seen.Wanted.Amount && mentions.Amount) || (seen.Wanted.Duration && mentions.Duration)
            || (seen.Wanted.Clock && mentions.Clock))
            score += 0.8f;
        return score;
    }

    // Sentences that follow each other stay as they stand, line feeds too.
    private static string TextOf(
        string answer, List<(AnswerPart Part, float Score)> sentences, SortedSet<int> chosen)
    {
        List<(int Start, int End)> runs = [];
        var last = -2;
        foreach (var at in chosen)
        {
            var place = sentences[at].Part.Place!.Value;
            if (at == last + 1)
                runs[^1] = (runs[^1].Start, place.End);
            else
                runs.Add((place.Start, place.End));
            last = at;
        }

        return string.Join(' ', runs.Select(run => answer[run.Start..run.End]));
    }

    private static string Start(string answer, AnswerPart part)
    {
        var place = part.Place!.Value;
        return Word.Fold(answer[place.Start..Math.Min(place.End, place.Start + 40)]);
    }

    [GeneratedRegex(
        @"^(elles?|ils?|celles?|ceux|celui|cela|ce(t|tte|s)? |en dessous|au[- ]dela|it|they|this|these" +
        @"|those|that|below" +
        @"|above|one third|un tiers|les deux autres|the other|sinon|otherwise|dans ce cas|in that case" +
        @"|y compris|lui|both)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TakesUp();

    [GeneratedRegex(
        @"^(sauf|hors|a l'exception|excepte|mais|toutefois|cependant|attention|uniquement|seulement" +
        @"|seuls?|seules?|sinon" +
        @"|en dessous|au[- ]dela|passe ce|except|but|however|only|unless|otherwise|below|above|beyond" +
        @"|please note|note" +
        @"|a condition|en revanche|provided|dans ce cas|in that case|excluded|exclus?|ne sont pas)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Restricts();
}

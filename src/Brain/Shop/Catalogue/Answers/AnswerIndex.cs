using System.Collections.Frozen;
using Gateway.Brain.House.Learning;
using Gateway.Sessions;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>
/// The answered questions of a workspace in one language, ready to be asked. Safe for use by many at once.
/// </summary>
internal sealed class AnswerIndex
{
    private const int MostGuesses = 8;
    private const double AlmostCertain = 0.99;
    private const int ShortestGuessed = 4;
    private const int MostRanked = 8;

    // How likely what is asked for besides must be.
    private const double Besides = 0.4;
    private const float Clearly = 0.1f;

    // What an entry is worth that the reading does not point to.
    private const double Unread = 0.1;

    private const long BytesOfSource = 200;
    private const long BytesOfWord = 32;

    private readonly AnswerModel _model;
    private readonly string _locale;
    private readonly IReadOnlyList<AnswerSource> _sources;
    private readonly FrozenDictionary<string, int> _entryCalled;
    private readonly AnswerPart[] _parts;
    private readonly int[] _entryOf;
    private readonly (int First, int End)[] _partsOf;
    private readonly float[][] _wholes;
    private readonly float[][] _sharps;
    private readonly Postings _words;
    private readonly Postings _concepts;
    private readonly Postings _letters;
    private readonly FrozenDictionary<(char First, int Length), string[]> _vocabulary;

    /// <summary>Makes entries ready.</summary>
    public AnswerIndex(IReadOnlyList<AnswerSource> sources, string locale, AnswerModel model)
    {
        _model = model;
        _locale = locale;
        // What else is known of them is in the parts.
        _sources = [.. sources.Select(source => source with { Ways = [], About = AnswerAbout.Nothing })];
        List<(AnswerPart Part, Terms Terms)> parts = [];
        _partsOf = new (int, int)[sources.Count];
        for (var entry = 0; entry < sources.Count; entry++)
        {
            var first = parts.Count;
            var (source, about) = (sources[entry], sources[entry].About);
            parts.Add(AnswerPart.Of(entry, null, source.Heading, locale, about.Heading, model));
            parts.AddRange(source.Ways.Select((way, at) =>
                AnswerPart.Of(entry, null, way, locale, about.Ways.ElementAtOrDefault(at), model)));
            parts.AddRange(Sentences.In(source.Answer).Select((sentence, at) => AnswerPart.Of(
                entry, sentence, source.Answer[sentence.Start..sentence.End], locale,
                about.Sentences.ElementAtOrDefault(at), model)));
            _partsOf[entry] = (first, parts.Count);
        }

        _entryCalled = sources.Select((source, at) => (source.Heading, at)).GroupBy(one => one.Heading)
            .ToFrozenDictionary(same => same.Key, same => same.First().at, StringComparer.Ordinal);
        _parts = [.. parts.Select(part => part.Part)];
        _entryOf = [.. _parts.Select(part => part.Entry)];
        _wholes = [.. _partsOf.Select(WholeOf)];
        _sharps = [.. _wholes.Select(AnswerModel.Sharpened)];
        _words = new Postings(
            [.. parts.Select(part => part.Terms.Words.Select(word => word.Stem))], _entryOf,
            sources.Count, stem => model.WeightOfWord(stem, locale));
        _concepts = new Postings(
            [.. parts.Select(part => part.Terms.Concepts)], _entryOf, sources.Count,
            model.WeightOfConcept);
        _letters = new Postings(
            [.. _parts.Select(part => part.Place is null ? LettersOf(part.Folded) : [])], _entryOf,
            sources.Count, _ => 1);
        _vocabulary = parts.SelectMany(part => part.Terms.Words)
            .Select(word => word.Word)
            .Where(word => word.Length >= ShortestGuessed)
            .Distinct()
            .GroupBy(word => (word[0], word.Length))
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>An entry, by its place from 0.</summary>
    public AnswerSource this[int entry] => _sources[entry];

    /// <summary>What it takes of memory, in bytes, about.</summary>
    public long Bytes => _words.Bytes + _concepts.Bytes + _letters.Bytes + _parts.Sum(part => part.Bytes)
        + _sources.Sum(source => BytesOfSource
            + ((source.Heading.Length + source.Answer.Length) * (long)sizeof(char)))
        + ((_wholes.Length + _sharps.Length) * _model.Acts.Count * (long)sizeof(float))
        + _vocabulary.Values.Sum(words => words.Sum(word => BytesOfWord + (word.Length * (long)sizeof(char))));

    /// <summary>The entries that may answer, best first.</summary>
    public IReadOnlyList<RankedAnswer> Rank(AskedQuestion question, int limit) => Rank(question, limit, out _, out _);

    private IReadOnlyList<RankedAnswer> Rank(AskedQuestion question, int limit, out Sight look, out bool isKept)
    {
        var seen = look = Look(question);
        var none = seen.NoneScore;
        float[] scores = [.. seen.Scores];
        isKept = false;
        var leans = Lean(seen, question.Told);
        if (leans is var (entries, noEntry))
        {
            none += _model.Leaning.OfNoneScore(noEntry);
            for (var entry = 0; entry < scores.Length; entry++)
                scores[entry] += _model.Leaning.OfEntryScore(entries[entry]);
            isKept = Leaning.KeepToTold(seen, entries, scores);
        }

        return [.. Enumerable.Range(0, scores.Length)
            .OrderByDescending(entry => scores[entry])
            .Take(limit)
            .Select(entry => Found(entry, LikelihoodOf(entry), seen))];

        // A question that is the shop's own, word for word, is answered by it.
        double LikelihoodOf(int entry) => seen.OfEntries[entry][AnswerRanking.Same] > 0
            ? AlmostCertain
            : leans is null ? _model.Ranking.Likelihood(scores[entry], none)
            : _model.Leaning.Likelihood(scores[entry], none);
    }

    /// <summary>What answers a question: none, one, or two where two things are asked in a breath.</summary>
    public IReadOnlyList<RankedAnswer> Answer(AskedQuestion question)
    {
        var ranked = Rank(question, MostRanked, out var seen, out var isKept);
        if (ranked is not [{ Score: >= CatalogueSearch.KnownAnswer } best, ..])
            return [];
        // What was just told is hardly asked again, where the question is read to be about something else.
        if (!isKept && this[best.Entry].Heading == question.Told
            && ranked.FirstOrDefault(other => other.Score >= Besides
                && HeadingActs(other) > HeadingActs(best) + Clearly)
                is { } other)
            best = other;
        var left = Wanted.Besides(question.Text);
        var (first, end) = _partsOf[best.Entry];
        for (var part = first; part < end; part++)
            left = left.Without(_parts[part].Mentions);
        var second = !left.Any ? null
            : ranked.Skip(1)
                .Where(other => other.Score >= Besides && Tells(other.Entry)
                    && seen.OfEntries[other.Entry][AnswerRanking.AbroadUnasked] == 0)
                .MaxBy(other => other.Score * (Unread + seen.OfEntries[other.Entry][AnswerRanking.HeadingActs]));
        return second is null ? [best] : [best, second];

        float HeadingActs(RankedAnswer answer) => seen.OfEntries[answer.Entry][AnswerRanking.HeadingActs];

        bool Tells(int entry)
        {
            var (from, to) = _partsOf[entry];
            return Enumerable.Range(from, to - from).Any(part =>
                _parts[part].Place is not null && left.IsIn(_parts[part].Mentions));
        }
    }

    /// <summary>What speaks for a question's going on from an answer; null when the shop has no such answer.</summary>
    /// <param name="seen">The question.</param>
    /// <param name="told">Heading of the answer; null when none was told.</param>
    public (float[][] Entries, float[] None)? Lean(Sight seen, string? told) =>
        told is not null && _entryCalled.TryGetValue(told, out var entry)
            ? Leaning.Look(seen, entry, _parts, _partsOf, _wholes, _model.PlaceOf("complaint"))
            : null;

    /// <summary>What is seen of a question beside each entry, by the names in <see cref="AnswerRanking"/>.</summary>
    public Sight Look(AskedQuestion question)
    {
        var mentions = Mentions.In(question.Text);
        var said = Terms.WordsOf(question.Text);
        var folded = string.Join(' ', said);
        var terms = Terms.Of(Corrected(said), _locale);
        List<(string Key, float Weight)> words =
            [.. terms.Words.Select(word => (word.Stem, _model.WeightOfWord(word.Stem, _locale)))];
        var unknown = words.Where(word => !_words.Contains(word.Key) && !_model.Knows(word.Key, _locale)
            && !char.IsAsciiDigit(word.Key[0])).Sum(word => word.Weight);

        var sight = new Sight(question, _model.PlacesOf(question), mentions, _model.SenseOf(terms, _locale))
        {
            Folded = folded,
            Words = _words.Look(words),
            Concepts = _concepts.Look(
                [.. terms.Concepts.Select(concept => (concept, _model.WeightOfConcept(concept)))]),
            Letters = _letters.Look([.. LettersOf(folded).Select(three => (three, 1f))]),
            Unknown = unknown,
            CountryNamed = mentions.Countries.Count > 0
                && _parts.Any(part => part.Mentions.NamesAny(mentions.Countries)),
        };
        var entries = new float[_sources.Count][];
        for (var entry = 0; entry < entries.Length; entry++)
        {
            var (first, end) = _partsOf[entry];
            entries[entry] = sight.Beside(
                _parts.AsSpan(first..end), first, _wholes[entry], _sharps[entry], _words.Masses,
                _concepts.Masses, _letters.Masses);
        }

        sight.Conclude(entries, terms.Words.Count, _model.Ranking);
        return sight;
    }

    private RankedAnswer Found(int entry, double score, Sight seen)
    {
        var (first, end) = _partsOf[entry];
        var (text, names) = Passages.Of(_sources[entry].Answer, _parts.AsSpan(first..end), first, seen);
        return new RankedAnswer(entry, score, text, names);
    }

    private float[] WholeOf((int First, int End) parts)
    {
        var whole = new float[_model.Acts.Count];
        for (var part = parts.First; part < parts.End; part++)
            Vectors.AddScaled(whole, _parts[part].Sense, _parts[part].Place is null ? 1.5f : 1);
        var length = MathF.Sqrt(Vectors.Dot(whole, whole));
        for (var i = 0; i < whole.Length && length > 0; i++)
            whole[i] /= length;
        return whole;
    }

    // A word that few people use, and none of the answers, is taken for the one of them that it is likest to.
    private List<string> Corrected(IReadOnlyList<string> said)
    {
        List<string> words = [];
        var guesses = 0;
        foreach (var word in said)
        {
            var stem = Terms.StemOf(word, _locale);
            var isLikely = _words.Contains(stem) || _model.IsCommon(stem, _locale) || guesses++ >= MostGuesses;
            words.Add(isLikely ? word : Guess(word) ?? word);
        }

        return words;
    }

    private string? Guess(string word)
    {
        if (word.Length < ShortestGuessed || !char.IsLetter(word[0]))
            return null;
        string? best = null;
        var least = int.MaxValue;
        for (var length = word.Length - 2; length <= word.Length + 2; length++)
        {
            foreach (var other in _vocabulary.GetValueOrDefault((word[0], length)) ?? [])
            {
                // Another ending is no misspelling.
                if (!Typos.Forgive(word, other) || other.StartsWith(word, StringComparison.Ordinal)
                    || word.StartsWith(other, StringComparison.Ordinal))
                    continue;
                var distance = Typos.Distance(word, other);
                if (distance < least)
                    (best, least) = (other, distance);
            }
        }

        return best;
    }

    private static IEnumerable<string> LettersOf(string folded)
    {
        var letters = folded.Length > 200 ? folded[..200] : folded;
        return Enumerable.Range(0, Math.Max(0, letters.Length - 2)).Select(at => letters.Substring(at, 3)).Distinct();
    }
}

using System.Collections.Frozen;
using Gateway.Brain.House.Learning;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>What is seen of a question held against the parts of all entries.</summary>
internal sealed class Sight(
    AskedQuestion question, (int Act, float Likelihood)[] acts, Mentions mentions, float[] sense)
{
    // What is said in so few words leaves much open.
    private const float Few = 2;

    // Headings that hold more than this which was not asked for are alike.
    private const float MostExtra = 2;

    private readonly float[] _sharp = AnswerModel.Sharpened(sense);
    private float _answered;

    /// <summary>The question's words in order, folded.</summary>
    public required string Folded { get; init; }

    /// <summary>What it shares of its words.</summary>
    public required Postings.Shared Words { get; init; }

    /// <summary>What it shares of its concepts.</summary>
    public required Postings.Shared Concepts { get; init; }

    /// <summary>What it shares, three letters at a time, with headings and ways of asking.</summary>
    public required Postings.Shared Letters { get; init; }

    /// <summary>Weight of the words that nobody was seen to use.</summary>
    public required float Unknown { get; init; }

    /// <summary>Whether any entry names a country that is asked for.</summary>
    public required bool CountryNamed { get; init; }

    /// <summary>What it names.</summary>
    public Mentions Mentions { get; } = mentions;

    /// <summary>Which kind of thing is asked for.</summary>
    public Wanted Wanted { get; } = Wanted.In(question.Text);

    /// <summary>Countries that were asked about before, where the question names none.</summary>
    public IReadOnlySet<string> CountriesBefore { get; } = mentions.Abroad || question.Country is not { } before
        ? FrozenSet<string>.Empty : Mentions.In(before).Countries;

    /// <summary>Whether it is written as a question.</summary>
    public bool IsQuestion { get; } = question.Text.Contains('?', StringComparison.Ordinal);

    /// <summary>How likely it only keeps a talk going.</summary>
    public float Chat { get; } = question.Acts.Where(act => Acts.IsCourtesy(act.Key)).Sum(act => act.Value);

    /// <summary>How likely it asks nothing that shops answer beforehand.</summary>
    public float Unasked { get; } = 1 - acts.Sum(act => act.Likelihood);

    /// <summary>For each entry its score by the question alone.</summary>
    public float[] Scores { get; private set; } = [];

    /// <summary>The score of there being no answer, by the question alone.</summary>
    public float NoneScore { get; private set; }

    /// <summary>What it is about.</summary>
    public float[] Sense { get; } = sense;

    /// <summary>For each entry its numbers, by <see cref="AnswerRanking.OfEntry"/>.</summary>
    public float[][] OfEntries { get; private set; } = [];

    /// <summary>The question's own, by <see cref="AnswerRanking.OfNone"/>.</summary>
    public float[] OfNone { get; private set; } = [];

    /// <summary>How much of what is asked a sense has to do with.</summary>
    private float ActsAs(float[] other)
    {
        var sum = 0f;
        foreach (var (act, likelihood) in acts)
            sum += likelihood * other[act];
        return sum;
    }

    /// <summary>How much of what is asked an act of a part is, 0 to 1.</summary>
    public float ActsOf(AnswerPart part)
    {
        var sum = 0f;
        foreach (var (act, likelihood) in acts)
        {
            foreach (var (other, share) in part.Acts)
                sum += act == other ? likelihood * MathF.Min(1, share) : 0;
        }

        return sum;
    }

    /// <summary>What is seen beside an entry.</summary>
    /// <param name="parts">Its parts, the heading first.</param>
    /// <param name="first">Place of the first of them among all.</param>
    /// <param name="whole">What it is about as a whole.</param>
    /// <param name="wholeSharp">The same, with what weighs most weighing more.</param>
    /// <param name="words">Weights of the words of all parts.</param>
    /// <param name="concepts">Weights of the concepts of all parts.</param>
    /// <param name="letters">Weights of the letters of all parts.</param>
    public float[] Beside(
        ReadOnlySpan<AnswerPart> parts, int first, float[] whole, float[] wholeSharp,
        float[] words, float[] concepts, float[] letters)
    {
        float wayActs = 0, bodyActs = 0, waySense = 0, bodySense = 0, wayWords = 0, wayCovered = 0, bodyWords = 0;
        float wayConcepts = 0, wayConceptsCovered = 0, bodyConcepts = 0, alike = 0;
        var extra = MostExtra;
        float wayAs = 0, bodyAs = 0, waySharp = 0, bodySharp = 0;
        float rareWay = 0, rareBody = 0, rareConceptWay = 0, rareConceptBody = 0;
        bool country = false, others = false, abroad = false, abroadHeading = false, day = false, number = false;
        bool amount = false, duration = false, clock = false, contact = false, place = false;
        var same = false;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            var at = first + i;
            var sharp = part.Sharpened();
            var done = ActsOf(part);
            var alikeness = MathF.Max(0, Vectors.Dot(Sense, part.Sense));
            var covered = Words.Share(at);
            var meant = Concepts.Share(at);
            var named = part.Mentions;
            country |= named.NamesAny(Mentions.Countries);
            others |= named.OtherCountries;
            abroad |= named.Abroad;
            number |= named.Numbers.Count > 0 && Mentions.Numbers.Count > 0 && Mentions.Numbers.Overlaps(named.Numbers);
            if (part.Place is null)
            {
                wayActs = MathF.Max(wayActs, done);
                waySense = MathF.Max(waySense, alikeness);
                wayAs = MathF.Max(wayAs, ActsAs(sharp));
                waySharp = MathF.Max(waySharp, Vectors.Dot(_sharp, sharp));
                var back = Postings.Shared.Of(Words.Parts[at], words[at]);
                if (covered + back > wayWords + wayCovered)
                    (wayWords, wayCovered) = (covered, back);
                extra = MathF.Min(extra, words[at] - Words.Parts[at] + concepts[at] - Concepts.Parts[at]);
                back = Postings.Shared.Of(Concepts.Parts[at], concepts[at]);
                if (meant + back > wayConcepts + wayConceptsCovered)
                    (wayConcepts, wayConceptsCovered) = (meant, back);
                rareWay = MathF.Max(rareWay, Words.Rarest[at]);
                rareConceptWay = MathF.Max(rareConceptWay, Concepts.Rarest[at]);
                alike = MathF.Max(alike, Postings.Shared.Of(2 * Letters.Parts[at], Letters.Mass + letters[at]));
                abroadHeading |= named.Abroad;
                same |= part.Folded == Folded;
            }
            else
            {
                bodyActs = MathF.Max(bodyActs, done);
                bodySense = MathF.Max(bodySense, alikeness);
                bodyAs = MathF.Max(bodyAs, ActsAs(sharp));
                bodySharp = MathF.Max(bodySharp, Vectors.Dot(_sharp, sharp));
                bodyWords = MathF.Max(bodyWords, covered);
                bodyConcepts = MathF.Max(bodyConcepts, meant);
                rareBody = MathF.Max(rareBody, Words.Rarest[at]);
                rareConceptBody = MathF.Max(rareConceptBody, Concepts.Rarest[at]);
                day |= (named.WeekDays & Mentions.WeekDays) != 0;
                amount |= named.Amount;
                duration |= named.Duration;
                clock |= named.Clock;
                contact |= named.Contact;
                place |= named.Place;
            }
        }

        var entry = parts[0].Entry;
        // What is said of other countries answers for one that no entry names.
        var isForOthers = others && !CountryNamed && Mentions.Countries.Count > 0;
        _answered = MathF.Max(_answered, MathF.Max(MathF.Max(wayActs, bodyActs), MathF.Max(wayAs, bodyAs)));
        return
        [
            wayActs, bodyActs, waySense, bodySense, MathF.Max(0, Vectors.Dot(Sense, whole)), wayWords, wayCovered,
            bodyWords, Words.ShareOfEntry(entry), wayConcepts, wayConceptsCovered, bodyConcepts,
            Concepts.ShareOfEntry(entry), alike,
            One(country || isForOthers || (Mentions.Abroad && Mentions.Countries.Count == 0 && abroad)),
            One(isForOthers), One(abroadHeading && !Mentions.Abroad),
            One(day), One(number), One(Wanted.Amount && amount), One(Wanted.Duration && duration),
            One(Wanted.Clock && clock), wayActs * waySense, wayWords * waySense, One(same),
            rareWay, rareBody, rareConceptWay, rareConceptBody, Words.Missing[entry], Concepts.Missing[entry],
            wayAs, bodyAs, ActsAs(wholeSharp), waySharp, bodySharp, Vectors.Dot(_sharp, wholeSharp),
            One(Wanted.Contact && contact), One(Wanted.Place && place), extra,
        ];
    }

    /// <summary>Sees what speaks for there being no answer.</summary>
    /// <param name="entries">What was seen beside each entry.</param>
    /// <param name="words">How many words the question has.</param>
    /// <param name="ranking">Weighs it all.</param>
    public void Conclude(float[][] entries, int words, AnswerRanking ranking)
    {
        OfEntries = entries;
        var sure = acts.Length == 0 ? 0 : acts.Max(act => act.Likelihood);
        OfNone =
        [
            1, Postings.Shared.Of(Unknown, Words.Mass), question.Acts.GetValueOrDefault("off"),
            question.Acts.GetValueOrDefault("chat"),
            question.Acts.Where(act => Acts.IsOfGoods(act.Key)).Sum(act => act.Value),
            Unasked, MathF.Min(1, Few / MathF.Max(1, words)),
            MathF.Max(0, sure - _answered), MathF.Log(1 + entries.Length) / 5, One(Sense.All(number => number == 0)),
            sure,
        ];
        Scores = [.. entries.Select(seen => ranking.OfEntryScore(seen))];
        NoneScore = ranking.OfNoneScore(OfNone);
    }

    private static float One(bool isSo) => isSo ? 1 : 0;
}

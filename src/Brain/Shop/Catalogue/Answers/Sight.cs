using Gateway.Brain.House.Learning;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>What is seen of a question held against the parts of all entries.</summary>
internal sealed class Sight
{
    // What is certain of one act is asked for in no uncertain words.
    private const float Few = 2;

    private readonly AskedQuestion _question;
    private readonly IReadOnlyList<(int Act, float Likelihood)> _acts;
    private readonly Wanted _wanted;
    private float _answered;

    public Sight(AskedQuestion question, AnswerModel model, int parts, int entries)
    {
        _question = question;
        _acts = [.. question.Acts.Where(act => Acts.IsAsked(act.Key))
            .Select(act => (model.PlaceOf(act.Key), act.Value))
            .Where(act => act.Item1 >= 0)];
        _wanted = Wanted.In(question.Text);
        Mentions = Mentions.In(question.Text);
        Words = new float[parts];
        Concepts = new float[parts];
        Letters = new float[parts];
        WholeWords = new float[entries];
        WholeConcepts = new float[entries];
        WholeLetters = new float[entries];
        OfEntries = new float[entries][];
    }

    public Mentions Mentions { get; }

    /// <summary>Which kind of thing is asked for.</summary>
    public Wanted Wanted => _wanted;

    /// <summary>For each part the weight of the question's words, concepts and letters that stand in it.</summary>
    public float[] Words { get; }

    public float[] Concepts { get; }

    public float[] Letters { get; }

    /// <summary>The same for each entry.</summary>
    public float[] WholeWords { get; }

    public float[] WholeConcepts { get; }

    public float[] WholeLetters { get; }

    /// <summary>Weight of all the question's words, concepts and letters, and of the words nobody knows.</summary>
    public float WordMass { get; set; }

    public float ConceptMass { get; set; }

    public float LetterMass { get; set; }

    public float UnknownMass { get; set; }

    public float[] Sense { get; set; } = [];

    /// <summary>Whether any entry names a country that is asked for.</summary>
    public required bool CountryNamed { get; set; }

    /// <summary>For each entry its numbers, by <see cref="Ranking.OfEntry"/>.</summary>
    public float[][] OfEntries { get; }

    /// <summary>The question's own, by <see cref="Ranking.OfNone"/>.</summary>
    public float[] OfNone { get; private set; } = [];

    /// <summary>How much of what is asked an act of a part is, 0 to 1.</summary>
    public float ActsOf(AnswerPart part)
    {
        var sum = 0f;
        foreach (var (act, likelihood) in _acts)
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
    /// <param name="words">Weights of the words of all parts.</param>
    /// <param name="concepts">Weights of the concepts of all parts.</param>
    /// <param name="letters">Weights of the letters of all parts.</param>
    /// <param name="folded">The question, folded.</param>
    public float[] Beside(
        ReadOnlySpan<AnswerPart> parts, int first, float[] whole, float[] words, float[] concepts, float[] letters,
        string folded)
    {
        float wayActs = 0, bodyActs = 0, waySense = 0, bodySense = 0, wayWords = 0, wayCovered = 0, bodyWords = 0;
        float wayConcepts = 0, wayConceptsCovered = 0, bodyConcepts = 0, alike = 0;
        bool country = false, others = false, abroad = false, abroadHeading = false, day = false, number = false;
        bool amount = false, duration = false, clock = false, same = false;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            var at = first + i;
            var acts = ActsOf(part);
            var sense = MathF.Max(0, Vectors.Dot(Sense, part.Sense));
            var covered = Share(Words[at], WordMass);
            var meant = Share(Concepts[at], ConceptMass);
            var mentions = part.Mentions;
            country |= Mentions.Countries.Any(mentions.Names);
            others |= mentions.OtherCountries;
            abroad |= mentions.Abroad;
            number |= mentions.Numbers.Count > 0 && Mentions.Numbers.Overlaps(mentions.Numbers);
            if (part.Place is null)
            {
                wayActs = MathF.Max(wayActs, acts);
                waySense = MathF.Max(waySense, sense);
                if (covered + Share(Words[at], words[at]) > wayWords + wayCovered)
                    (wayWords, wayCovered) = (covered, Share(Words[at], words[at]));
                if (meant + Share(Concepts[at], concepts[at]) > wayConcepts + wayConceptsCovered)
                    (wayConcepts, wayConceptsCovered) = (meant, Share(Concepts[at], concepts[at]));
                alike = MathF.Max(alike, Share(2 * Letters[at], LetterMass + letters[at]));
                abroadHeading |= mentions.Abroad;
                same |= part.Folded == folded;
            }
            else
            {
                bodyActs = MathF.Max(bodyActs, acts);
                bodySense = MathF.Max(bodySense, sense);
                bodyWords = MathF.Max(bodyWords, covered);
                bodyConcepts = MathF.Max(bodyConcepts, meant);
                day |= (mentions.WeekDays & Mentions.WeekDays) != 0;
                amount |= mentions.Amount;
                duration |= mentions.Duration;
                clock |= mentions.Clock;
            }
        }

        var entry = parts[0].Entry;
        _answered = MathF.Max(_answered, MathF.Max(wayActs, bodyActs));
        return
        [
            wayActs, bodyActs, waySense, bodySense, MathF.Max(0, Vectors.Dot(Sense, whole)), wayWords, wayCovered,
            bodyWords, Share(WholeWords[entry], WordMass), wayConcepts, wayConceptsCovered, bodyConcepts,
            Share(WholeConcepts[entry], ConceptMass), alike,
            One(country || (Mentions.Abroad && Mentions.Countries.Count == 0 && abroad)),
            One(Mentions.Countries.Count > 0 && !CountryNamed && others), One(abroadHeading && !Mentions.Abroad),
            One(day), One(number), One(_wanted.Amount && amount), One(_wanted.Duration && duration),
            One(_wanted.Clock && clock), wayActs * waySense, wayWords * waySense, One(same),
        ];
    }

    /// <summary>Sees what speaks for there being no answer, when all entries have been looked at.</summary>
    public void Conclude(int words)
    {
        var asked = _acts.Sum(act => act.Likelihood);
        var sure = _acts.Count == 0 ? 0 : _acts.Max(act => act.Likelihood);
        OfNone =
        [
            1, Share(UnknownMass, WordMass), _question.Acts.GetValueOrDefault("off"),
            _question.Acts.GetValueOrDefault("chat"),
            _question.Acts.Where(act => Acts.IsOfGoods(act.Key)).Sum(act => act.Value), 1 - asked,
            MathF.Min(1, Few / MathF.Max(1, words)), MathF.Max(0, sure - _answered),
            MathF.Log(OfEntries.Length) / 5, One(Sense.All(number => number == 0)), sure,
        ];
    }

    private static float Share(float part, float all) => all <= 0 ? 0 : MathF.Min(1, part / all);

    private static float One(bool isSo) => isSo ? 1 : 0;
}

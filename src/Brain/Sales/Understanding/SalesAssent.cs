using System.Collections.Frozen;
using System.Globalization;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Sales.Understanding;

/// <summary>
/// Whether somebody takes an offer, by what they mean and not by a word: "deal, where do I sign?" does, "ok, but it is
/// too expensive" and "yes, that's what I'm afraid of" do not.
/// </summary>
internal static class SalesAssent
{
    private const float SureToAccept = 0.7f;
    private const float SureInAQuestion = 0.85f;
    private const float MostDoubt = 0.2f;
    private const float SomeDoubt = 0.35f;
    private const int MostAcknowledging = 3;
    private const float DoneWith = 0.5f;
    private const float MayBeMeant = 0.42f;
    private const float Possible = 0.25f;

    private static readonly FrozenSet<string> Fears = FrozenSet.Create(
        StringComparer.Ordinal, "afraid", "fear", "fears", "worries", "worry", "worried", "doubt", "peur", "crains",
        "craint", "inquiete", "inquietude", "mefie", "doute", "problem", "probleme");

    private static readonly FrozenSet<string> Acknowledging = FrozenSet.Create(
        StringComparer.Ordinal, "ok", "okay", "k", "d", "accord", "bien", "entendu", "noted", "note", "recu", "right",
        "fine", "good", "parfait", "perfect", "tres", "great", "super", "cool", "nice", "merci", "thanks", "ah", "oh",
        "ca", "marche", "alright", "vu", "hum", "hm");

    private static readonly FrozenSet<string> Yes = FrozenSet.Create(
        StringComparer.Ordinal, "oui", "ouais", "yes", "yeah", "yep", "sure", "please", "volontiers", "go", "on",
        "allez", "bon", "sounds", "c", "est", "that", "s", "it", "is", "avec", "plaisir", "absolutely", "certainly",
        "absolument", "exactement", "bien", "why", "not", "pourquoi", "pas", "aye", "then", "so", "grand", "done",
        "alors", "hein", "mate", "love", "ma", "pal", "agreed", "ye", "ya", "indeed", "course", "of");

    private static readonly string[] Terms = ["people", "seats", "price", "percent", "term"];

    /// <summary>
    /// What a message says to an offer that waits: true when it takes just that, false when a yes in it is none, null
    /// when a plain yes would decide.
    /// </summary>
    /// <param name="reading">The message.</param>
    /// <param name="readBack">What was read back.</param>
    /// <param name="situation">How the offer waits.</param>
    public static bool? Of(SalesReading reading, string readBack, OfferSituation situation) =>
        Seems(reading, situation) switch
        {
            true when NamesOtherTerms(reading, readBack) => null,
            var seems => seems,
        };

    /// <summary>The same, whatever was read back.</summary>
    public static bool? Seems(SalesReading reading, OfferSituation situation) =>
        IsSure(reading) && !(situation.IsInBackground && IsBare(reading)) ? true
        : IsDoubted(reading) ? false
        : situation.IsContractAsked ? GivesContact(reading) ? true : null
        : MayBe(reading) && !IsAcknowledged(reading) ? null
        : false;

    /// <summary>
    /// Whether it may take the offer, and should be asked: "parfait", "ok", "sounds good" and what is not quite sure.
    /// </summary>
    public static bool MayBe(SalesReading reading) => EndsWithIt(reading)
        || (!IsDoubted(reading) && (IsAcknowledged(reading)
            || reading.LikelihoodOf(act => act is "accept" or "yes") >= MayBeMeant));

    /// <summary>
    /// Whether its last words surely take it, whatever was held against it before: "a bit dear, but with twelve months
    /// I can live with it. Set us up."
    /// </summary>
    public static bool EndsWithIt(SalesReading reading) =>
        reading.Clauses is [.., var last] && Accepts(last) >= SureToAccept && DoubtIn(last) <= MostDoubt;

    // "Ok" says that it was read.
    private static bool IsAcknowledged(SalesReading reading) =>
        Word.In(reading.Text) is { Count: > 0 and <= MostAcknowledging } words
        && words.All(word => Acknowledging.Contains(word.Text));

    // A yes in so many words or in few, but with none that says to what.
    private static bool IsBare(SalesReading reading) =>
        Word.In(reading.Text).All(word => Acknowledging.Contains(word.Text) || Yes.Contains(word.Text));

    private static bool GivesContact(SalesReading reading) =>
        ContactDetails.Read(reading.Text, [], mayName: false, mayLocate: false).Email is not null
        || (reading.Span("first", Possible) is not null && reading.Span("last", Possible) is not null);

    // Who asks something besides takes it only where that could not be meant otherwise.
    private static bool IsSure(SalesReading reading) =>
        reading.Clauses.Any(clause => Accepts(clause)
            >= (reading.Text[clause.Start..clause.End].Contains('?', StringComparison.Ordinal)
                ? SureInAQuestion
                : SureToAccept))
        // Doubts that come before the acceptance are done with when it is sure; those behind it are not.
        && reading.Clauses.All(clause => DoubtIn(clause)
            <= (clause.Start < reading.Clauses[^1].Start && Accepts(reading.Clauses[^1]) >= SureInAQuestion
                ? DoneWith
                : MostDoubt));

    private static float Accepts(ReadClause clause) => clause.Acts.GetValueOrDefault("accept");

    private static float DoubtIn(ReadClause clause) => clause.Acts
        .Where(act => act.Key.StartsWith("obj.", StringComparison.Ordinal)
            || act.Key is "bargain" or "unsure" or "no" or "cancel" or "later" or "wait" or "person" or "correct"
                or "enterprise" or "stop" or "plan")
        .Sum(act => act.Value);

    // "Yes, that's exactly what I'm afraid of."
    private static bool IsDoubted(SalesReading reading) =>
        reading.LikelihoodOf(act => act.StartsWith("obj.", StringComparison.Ordinal) || act is "bargain" or "later")
            >= SomeDoubt
        || Word.In(reading.Text).Any(word => Fears.Contains(word.Text))
        || Parting.IsForGood(reading.Text) || Parting.IsForLater(reading.Text);

    private static bool IsOfDate(SalesReading reading, Word word) => !char.IsAsciiDigit(word.Text[^1])
        || reading.Clauses.SelectMany(clause => clause.Spans).Any(span =>
            span.Kind is "date" or "phone" && span.Start <= word.Start && word.End <= span.End);

    // A figure, or a name, may be of another offer than the one that was read back.
    private static bool NamesOtherTerms(SalesReading reading, string readBack)
    {
        var said = Word.In(readBack).Select(word => word.Text).ToHashSet();
        var rest = ContactDetails.Read(reading.Text, [], mayName: false, mayLocate: false).Rest;
        return Terms.SelectMany(kind => reading.Spans(kind, Possible)).SelectMany(FiguresIn)
            .Concat(Word.In(rest).Where(word => char.IsAsciiDigit(word.Text[0]) && !IsOfDate(reading, word))
                .Select(word => word.Text))
            .Concat(reading.Spans("plan", Possible).SelectMany(Word.In).Select(word => word.Text)
                .Where(word => !Fillers.Words.Contains(word)))
            .Any(word => !said.Contains(word));
    }

    // "Twenty-seven persons" are the 27 people that were read back.
    private static IEnumerable<string> FiguresIn(string span)
    {
        var words = Word.In(span);
        for (var at = 0; at < words.Count; at++)
        {
            var (number, length) = NumberWords.Read(words, at);
            if (length > 0)
                yield return number.ToString(CultureInfo.InvariantCulture);
            else if (char.IsAsciiDigit(words[at].Text[0]))
                yield return words[at].Text;
            at += Math.Max(0, length - 1);
        }
    }
}

using System.Collections.Frozen;
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
    private const float SureToGive = 0.6f;
    private const float Possible = 0.25f;

    private static readonly FrozenSet<string> Fears = FrozenSet.Create(
        StringComparer.Ordinal, "afraid", "fear", "fears", "worries", "worry", "worried", "doubt", "peur", "crains",
        "craint", "inquiete", "inquietude", "mefie", "doute", "problem", "probleme");

    private static readonly FrozenSet<string> Acknowledging = FrozenSet.Create(
        StringComparer.Ordinal, "ok", "okay", "k", "d", "accord", "bien", "entendu", "noted", "note", "recu", "right",
        "fine", "good", "parfait", "perfect", "tres", "great", "super", "cool", "nice", "merci", "thanks", "ah", "oh",
        "ca", "marche", "alright", "vu", "hum", "hm");

    private static readonly FrozenSet<string> Refusing = FrozenSet.Create(
        StringComparer.Ordinal, "no", "non", "not", "pas", "rien", "jamais", "never", "nothing", "wait", "attendez",
        "cancel", "annulez", "annuler", "stop", "yet", "encore", "abord", "before", "avant");

    private static readonly FrozenSet<string> Conditions = FrozenSet.Create(
        StringComparer.Ordinal, "si", "if", "once", "unless", "provided", "would", "aimeriez", "dirait", "conditional");

    private static readonly string[] ConditionPhrases =
        [" des que ", " une fois ", " sous reserve ", " as soon as ", " subject to ", " a condition ", " to say "];

    private static readonly FrozenSet<string> GivingActs = FrozenSet.Create(
        StringComparer.Ordinal, "inform", "accept", "yes", "thanks", "greet", "bye", "chat");

    private static readonly FrozenSet<string> Yes = FrozenSet.Create(
        StringComparer.Ordinal, "oui", "ouais", "yes", "yeah", "yep", "sure", "please", "volontiers", "go", "on",
        "allez", "bon", "sounds", "c", "est", "that", "s", "it", "is", "avec", "plaisir", "absolutely", "certainly",
        "absolument", "exactement", "bien", "why", "not", "pourquoi", "pas", "aye", "then", "so", "grand", "done",
        "alors", "hein", "mate", "love", "ma", "pal", "agreed", "ye", "ya", "indeed", "course", "of");

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
            true when OfferTerms.AreOthers(reading, readBack) => null,
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

    // They were told that a name and an address are enough: only who does nothing else by the message takes it.
    private static bool GivesContact(SalesReading reading) =>
        ContactDetails.Read(reading.Text, [], mayName: false, mayLocate: false).Email is not null
        && !reading.Text.Contains('?', StringComparison.Ordinal)
        && !Word.In(reading.Text).Any(word => Refusing.Contains(word.Text) || Conditions.Contains(word.Text))
        && reading.Clauses.All(clause => DoubtIn(clause) <= MostDoubt
            && clause.Acts.Where(act => GivingActs.Contains(act.Key)).Sum(act => act.Value) >= SureToGive);

    // Who asks something besides takes it only where that could not be meant otherwise; under a condition nobody
    // does.
    private static bool IsSure(SalesReading reading) => !IsConditional(reading)
        && reading.Clauses.Any(clause => Accepts(clause) >= (IsQuestion(reading, clause)
            ? SureInAQuestion
            : SureToAccept))
        // Doubts that come before the acceptance are done with when it is sure; those behind it are not.
        && reading.Clauses.All(clause => DoubtIn(clause)
            <= (clause.Start < reading.Clauses[^1].Start && Accepts(reading.Clauses[^1]) >= SureInAQuestion
                ? DoneWith
                : MostDoubt));

    private static bool IsQuestion(SalesReading reading, ReadClause clause) =>
        reading.Text[clause.Start..clause.End].Contains('?', StringComparison.Ordinal);

    private static bool IsConditional(SalesReading reading) =>
        $" {string.Join(' ', Word.In(reading.Text).Select(word => word.Text))} " is var plain
        && (Word.In(reading.Text).Any(word => Conditions.Contains(word.Text))
            || Array.Exists(ConditionPhrases, phrase => plain.Contains(phrase, StringComparison.Ordinal)));

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
}

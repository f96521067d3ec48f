using System.Text.RegularExpressions;
using Gateway.Brain.House.Learning;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>A question that a message asks, for itself.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Acts">
/// What it is read as asking of, the likeliest first; empty where it is read as something else.
/// </param>
/// <param name="Start">Where it begins in the message.</param>
internal sealed partial record AskedPart(string Words, IReadOnlyList<string> Acts, int Start)
{
    private const string Details = "detail.";
    private const float AlsoAsked = 0.25f;
    private const float SureOfOther = 0.5f;
    private const int LeastWords = 2;

    // Acts of which a question asks for a slot or for what was said, and nothing of the centre.
    private static readonly string[] OfBooking =
        ["book", "slots", "move", "choose", "decline", "cancel", "find", "waitlist", "repeat", "identity", "person",
            "language", "help", "off", "abuse", "late"];

    /// <summary>Whether it is read as a question of the centre or of the law.</summary>
    public bool IsRead => Acts.Count > 0;

    /// <summary>The questions of a message, in order: what is parted by marks is asked each for itself.</summary>
    /// <param name="reading">The message.</param>
    public static IReadOnlyList<AskedPart> In(InspectionReading reading)
    {
        List<AskedPart> parts = [];
        foreach (var clause in reading.Clauses)
        {
            var words = reading.WordsOf(clause);
            List<string> acts = [.. clause.Acts
                .Where(act => act.Key.StartsWith(Details, StringComparison.Ordinal)
                    && (act.Key == clause.Act || act.Value >= AlsoAsked))
                .OrderByDescending(act => act.Value).Take(2).Select(act => act.Key)];
            var sentences = Sentences(words).Where(one => WordsIn(one.Words) >= LeastWords).ToList();
            var asked = sentences.Where(one => one.IsAsked).ToList();
            if (acts.Count > 0)
            {
                // What is stated beside a question says what it is asked of.
                List<(string Words, int Start, bool IsAsked)> meant = asked.Count > 0 ? asked : [(words, 0, true)];
                parts.AddRange(meant.SelectMany(one => Split(one.Words).Select(piece => new AskedPart(
                    piece, acts, clause.Start + one.Start))));
            }
            else if (!IsOfBooking(clause))
            {
                parts.AddRange(asked.SelectMany(one => Split(one.Words).Select(piece => new AskedPart(
                    piece, [], clause.Start + one.Start))));
            }
            else if (asked.Count > 0)
            {
                // "Tuesday at ten. And where are you?" may be read as one clause.
                parts.AddRange(asked.Where(one => !SlotWords().IsMatch(one.Words)).Select(one => new AskedPart(
                    one.Words, [], clause.Start + one.Start)));
            }
        }

        return parts;
    }

    private static bool IsOfBooking(ReadClause clause) =>
        clause.Acts.Where(act => OfBooking.Contains(act.Key)).Sum(act => act.Value) >= SureOfOther;

    // "How much is it and do you take cheques?": two questions, where each has its own asking word.
    private static IEnumerable<string> Split(string words)
    {
        var at = 0;
        foreach (Match match in Joint().Matches(words))
        {
            var cut = match.Groups["next"].Index;
            // A comma parts two questions where the first is one by itself.
            if (WordsIn(words[at..match.Index]) < LeastWords || (match.Value[0] == ','
                && !Questioning().IsMatch(words[at..match.Index])))
                continue;
            yield return words[at..match.Index].Trim();
            at = cut;
        }

        yield return words[at..].Trim();
    }

    private static int WordsIn(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static IEnumerable<(string Words, int Start, bool IsAsked)> Sentences(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOfAny(['.', '!', '?', '\n', ';'], start);
            while (end >= 0 && end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
                end = text.IndexOfAny(['.', '!', '?', '\n', ';'], end + 1);
            if (end < 0)
                end = text.Length;
            var words = text[start..end].Trim();
            if (words.Length > 0)
            {
                var isMarked = end < text.Length && text[end] == '?';
                yield return (words, start, isMarked || Asking().IsMatch(words) || Inside().IsMatch(words));
            }

            start = end + 1;
        }
    }

    // What questions begin with, where no mark ends them.
    [GeneratedRegex(
        @"^(?:(?:et|and|ok|oui|yes|alors|sinon|also|oh|just|btw|by the way|au fait|d['’]ailleurs|please|bonjour|hello|hi|merci|thanks|question|deux questions|two questions)[ ,:]*)*(?:combien|cb|c ?combien|c['’ ]?est combien|comment|o[uù] (?:est|[eê]tes|se)|quand|quels?|quelles?|est.?ce que|y ?a.?t.?il|faut.?il|puis.?je|peut.?on|on peut|je peux|vous (?:prenez|faites|acceptez|avez|[eê]tes|ouvrez|fermez|r[eé]parez)|avez.?vous|acceptez.?vous|prenez.?vous|faites.?vous|disposez.?vous|faut|j['’ ]?am[eè]ne quoi|how|what|where|when|which|who|do (?:you|i)|does|did|is (?:it|there|the)|are (?:you|there)|can (?:i|we|you)|could (?:i|we)|would|will|must i|should i|have you|any chance|c['’]est (?:o[uù]|quoi|quand|combien))\b|\b(?:combien|c['’ ]?est quoi|c['’ ]?est o[uù]|ou pas|is that (?:ok|right|possible)|quoi comme|combien de temps)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Asking();

    // "I will have two small ones with me is there anything for them".
    [GeneratedRegex(
        @"\b(?:is there (?:any|some|a)|are there any|y ?a.?t.?il|y a (?:de quoi|un|une|des)|est.?ce qu|do you (?:have|take|do|accept)|can i (?:wait|leave|pay|drop|pick)|could i (?:wait|leave|pay|drop|pick)|how (?:much|long|often)|vous (?:prenez|acceptez|faites)|what do i (?:need|bring|owe)|j['’ ]?am[eè]ne quoi|faut (?:apporter|amener|venir avec) quoi)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Inside();

    [GeneratedRegex(
        @"(?:(?:,| )(?:et|and|ou|or|plus) |, )(?<next>(?:combien|quels?|quelles?|comment|o[uù]|quand|est.?ce|y ?a|faut|puis|peut|on|je|vous|[cç]a|le prix|le tarif|la dur[eé]e|la|il faut|how|what|where|when|which|do|does|is|are|can|could|would|will|should|must|whether|if)\b)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Joint();

    [GeneratedRegex(
        @"\b(?:combien|comment|o[uù]|quand|quels?|quelles?|est.?ce|y ?a.?t.?il|faut.?il|peut.?on|puis.?je|dure|co[uû]te|how|what|where|when|which|do you|does|is there|are there|can i|could i|is it)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Questioning();

    [GeneratedRegex(
        @"\b(?:places?|cr[eé]neaux?|dispo\w*|possib\w*|rdv|rendez.vous|slots?|appointments?|availab\w*|free|squeeze|lundi|mardi|mercredi|jeudi|vendredi|samedi|demain|monday|tuesday|wednesday|thursday|friday|saturday|tomorrow|[0-9]{1,2} ?h(?:[0-9]{2})?)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex SlotWords();
}

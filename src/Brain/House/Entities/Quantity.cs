using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;

namespace Gateway.Brain.House.Entities;

/// <summary>How many of something: in digits or in words, and not how long, how heavy or how dear.</summary>
internal static partial class Quantity
{
    // What is more is a year or a postcode, unless it is clearly a wish.
    private const int MostUnwished = 999;

    /// <summary>Stands for a number that is no number of pieces: none, less than none, or a part of one.</summary>
    public const int Impossible = 0;

    private static readonly FrozenSet<string> Units = FrozenSet.Create(StringComparer.Ordinal,
        "cm", "mm", "m", "km", "centimetres", "centimeters", "metres", "meters", "questions", "question",
        "m2", "l", "cl", "ml", "g", "kg", "w", "v", "k", "euro", "euros", "eur", "dollars",
        "pounds", "pour", "jour", "jours", "day", "days", "h",
        "heures", "hours", "minutes", "ans", "an", "years", "mois", "months", "semaines", "weeks", "personnes",
        "people", "fois", "times", "litre", "litres", "liter",
        "liters", "c", "rue", "avenue", "bis", "st", "nd", "rd", "th", "er", "eme", "e", "sur", "inches", "x");

    private static readonly FrozenSet<string> Articles = FrozenSet.Create(
        StringComparer.Ordinal, "un", "une", "a", "one");

    // "Le 2", "dans 3 jours": what stands before a figure that counts no pieces.
    private static readonly FrozenSet<string> NotBefore = FrozenSet.Create(StringComparer.Ordinal,
        "le", "la", "les", "the", "numero", "number", "no", "n", "de", "of", "dans", "in", "sous", "within", "option",
        "options", "choix", "choice", "not", "pas");

    // A figure that stands with one of these is that of a house, a flat, a postcode or an amount.
    private static readonly FrozenSet<string> OfSomethingElse = FrozenSet.Create(StringComparer.Ordinal,
        "rue", "street", "road", "house", "adresse", "address", "postcode", "postal", "zip", "code", "appartement",
        "appart", "apartment", "apt", "flat", "etage", "floor",
        "porte", "door", "bus", "bte", "boite", "budget", "total", "numero", "number", "batiment", "building", "cmd");

    private const int Nearby = 4;
    private const int AHundred = 100;

    private static readonly FrozenSet<string> Hundreds = FrozenSet.Create(
        StringComparer.Ordinal, "hundred", "hundreds", "cent", "cents", "thousand", "thousands", "mille", "million",
        "millions");

    // What a number of pieces follows, however large it is: "je veux 1000000", "make it 1000000".
    private static readonly FrozenSet<string> Wishes = FrozenSet.Create(StringComparer.Ordinal,
        "veux", "voudrais", "prends", "prendrai", "prendre", "achete", "acheter", "faut", "mets", "mettez", "besoin",
        "passe",
        "want", "need", "take", "buy", "get", "have", "it", "them", "make", "like");

    // "I'll take two. No. One.": what takes back a number, and what may stand before the one in its place.
    private static readonly FrozenSet<string> TakesBack = FrozenSet.Create(StringComparer.Ordinal,
        "no", "non", "nope", "nah", "nan", "sorry", "sry", "sory", "pardon", "plutot", "rather", "actually",
        "finalement", "wait", "attends", "attendez", "oups", "oops", "correction");

    private static readonly FrozenSet<string> BeforeIt = FrozenSet.Create(StringComparer.Ordinal,
        "just", "juste", "only", "seulement", "make", "it", "that", "s", "c", "est", "en", "fait", "i", "ll", "take",
        "want", "je", "prends", "veux", "mets", "mettez", "moi", "m", "the", "back", "to", "mean", "meant", "say",
        "dis", "disons");

    private static readonly FrozenSet<string> Judges =
        FrozenSet.Create(StringComparer.Ordinal, "is", "was", "are", "est", "serait", "c", "would", "too", "trop");

    private const int MostBeforeIt = 4;
    private const int MostCorrected = 99;

    /// <summary>
    /// The number of pieces that a message puts in the place of one it named before; null when it does not.
    /// </summary>
    /// <param name="text">The message without telephone numbers and addresses.</param>
    /// <param name="standsAlone">Whether the number that is taken back may be one of an earlier message.</param>
    public static int? Corrected(string text, bool standsAlone)
    {
        var words = Word.In(Readable.Of(text));
        for (var i = words.Count - 2; i >= 0; i--)
        {
            if (!TakesBack.Contains(words[i].Text))
                continue;
            var at = i + 1;
            while (at < words.Count && at - i <= MostBeforeIt
                && (BeforeIt.Contains(words[at].Text) || TakesBack.Contains(words[at].Text)))
                at++;
            if (at >= words.Count)
                continue;
            var (number, length) = ReadAt(words, at);
            if (length == 0 || number is < 1 or > MostCorrected)
                continue;
            var next = At(words, at + length) ?? "";
            if (!Units.Contains(next) && !OfSomethingElse.Contains(next) && !Judges.Contains(next)
                && !next.Any(char.IsAsciiDigit)
                && (standsAlone || Enumerable.Range(0, i).Any(before => ReadAt(words, before).Words > 0)))
                return number;
        }

        return null;
    }

    /// <summary>
    /// The quantity a message names, with the word after it; null when it names none. <see cref="Impossible"/> for what
    /// cannot be one.
    /// </summary>
    /// <param name="text">The message without telephone numbers and addresses.</param>
    /// <param name="wasAsked">Whether a quantity was just asked for: then "one" and a bare figure count too.</param>
    public static Pieces? Find(string text, bool wasAsked)
    {
        text = Thousands()
            .Replace(
                AmountOrShare().Replace(Readable.Of(text), " ; "),
                match => string.Concat(match.Value.Where(char.IsAsciiDigit)));
        text = HalfADozen().Replace(text, "6");
        if (OddNumber().Match(text).Groups["odd"] is { Success: true } odd
            && Around(text, new TextSpan(odd.Index, odd.Index + odd.Length)) is var (before, after)
            && !Units.Contains(after) && !NotBefore.Contains(before))
            return new Pieces(Impossible, after, IsWished: true);
        var words = Word.In(text);
        for (var i = 0; i < words.Count; i++)
        {
            var (number, length) = ReadAt(words, i);
            if (length == 0)
                continue;
            // "Two hundred", "cent vingt", "3 dozen": what is a hundred or more is more than an order holds, however it
            // is put.
            if (Hundreds.Contains(At(words, i + length) ?? "") || (i > 0 && Hundreds.Contains(words[i - 1].Text)))
                number = Math.Max(number, AHundred);
            else if (At(words, i + length) is "dozen" or "dozens" or "douzaine" or "douzaines")
                (number, length) = ((int)Math.Min(number * 12L, int.MaxValue), length + 1);
            // "2 x Ondine" is a factor, "30 x 40" a measure.
            if (At(words, i + length) == "x" && At(words, i + length + 1) is { } factored
                && !factored.All(char.IsAsciiDigit))
                length++;
            var next = i + length < words.Count ? words[i + length].Text : "";
            var previous = i > 0 ? words[i - 1].Text : "";
            var isArticle = Articles.Contains(words[i].Text) && number == 1 && !IsEmphatic(next, previous);
            // "1,7 L" is one number: the digits after the comma belong to it.
            if (words[i].Text.All(char.IsAsciiDigit) && next.Length > 0 && next.All(char.IsAsciiDigit))
            {
                i++;
                continue;
            }

            if (!wasAsked
                && Enumerable.Range(1, Nearby)
                .Any(back => At(words, i - back) is { } near && OfSomethingElse.Contains(near)))
            {
                i += length - 1;
                continue;
            }

            if ((!isArticle || wasAsked) && !Units.Contains(next)
                && (wasAsked || !NotBefore.Contains(previous) || previous == "les"
                    || (previous == "the" && number > 1 && next.Length == 0 && IsWish(At(words, i - 2) ?? "", null)))
                && (number <= MostUnwished || wasAsked || IsWish(previous, At(words, i - 2)))
                    && !(previous is "lot" or "set" or "pack"))
            {
                return new Pieces(
                    IsPart(words, i + length) || IsOpen(words, i + length)
                        || (previous is "minus" or "moins" && IsWish(At(words, i - 2) ?? "", At(words, i - 3)))
                        ? Impossible
                        : number,
                    next,
                    IsWish(previous, At(words, i - 2)) || previous is "quantity" or "quantite" or "qty" or "qte"
                    || next is "pieces" or "piece" or "exemplaires" or "pcs" or "unites");
            }


            i += length - 1;
        }

        return null;
    }

    /// <summary>
    /// Whether a figure stands where a number of pieces does, so that it is no telephone number however long it is.
    /// </summary>
    /// <param name="text">The message.</param>
    /// <param name="figure">Where the figure stands.</param>
    public static bool IsWished(string text, TextSpan figure)
    {
        var written = figure.Of(text);
        if (written.Length == 0 || written[0] == '0' || !written.All(char.IsAsciiDigit))
            return false;
        var (before, after) = Around(text, figure);
        return IsWish(before, Word.In(text[..figure.Start]) is [.., var second, _] ? second.Text : null)
            || (after.Length > 3 && char.IsLetter(after[0]) && !Fillers.Words.Contains(after));
    }

    // "Mettez-en 1000", not "en 2024".
    private static bool IsWish(string previous, string? beforeIt) =>
        Wishes.Contains(previous)
        || (previous == "en"
        && beforeIt is "mettez" or "mets" or "prends" or "prenez" or "j" or "m" or "faut" or "donnez" or "commande"
        or "voudrais" or "veux");

    // The words before and behind a place in a text; empty where there is none.
    private static (string Before, string After) Around(string text, TextSpan place) =>
        (Word.In(text[..place.Start]) is [.., var before] ? before.Text : "",
            Word.In(text[place.End..]) is [var after, ..] ? after.Text : "");

    /// <summary>
    /// The message without the figures that stand in a name as they stand there: "6 tasses" of "Dora 6 tasses".
    /// </summary>
    public static string WithoutThoseOf(string title, string text)
    {
        var (name, words) = (Word.In(title), Word.In(text));
        var left = text.ToCharArray();
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Text.All(char.IsAsciiDigit)
                && Enumerable.Range(0, name.Count).Any(at => name[at].Text == words[i].Text
                && (At(name, at + 1) is { } next
                    ? IsSame(At(words, i + 1), next)
                    : IsSame(At(words, i - 1), At(name, at - 1)))))
                Array.Fill(left, ' ', words[i].Start, words[i].End - words[i].Start);
        }

        return new string(left);
    }

    private static string? At(IReadOnlyList<Word> words, int at) => at >= 0 && at < words.Count ? words[at].Text : null;

    private static bool IsSame(string? said, string? meant) =>
        said is not null && meant is not null
        && (Typos.Forgive(said, meant) || said.TrimEnd('s') == meant.TrimEnd('s'));

    // "Deux bouilloires et demie", "two and a half".
    private static bool IsPart(IReadOnlyList<Word> words, int at)
    {
        for (var next = at; next < Math.Min(at + 3, words.Count); next++)
        {
            if (At(words, next) is "et" or "and" && At(words, next + 1) is "demi" or "demie" or "half"
                || (At(words, next + 1) is "a" or "an" && At(words, next + 2) is "half"))
                return true;
        }

        return false;
    }

    // "Two or three", "2 ou 3".
    private static bool IsOpen(IReadOnlyList<Word> words, int at) =>
        At(words, at) is "or" or "ou" && at + 1 < words.Count && ReadAt(words, at + 1).Words > 0
        && !Articles.Contains(words[at + 1].Text);

    private static bool IsEmphatic(string next, string previous) =>
        next is "seul" or "seule" or "exemplaire" or "piece" or "only" or "unite" or "of"
        || previous is "just" or "only" or "juste" or "seulement" or "qu";

    private static (int Number, int Words) ReadAt(IReadOnlyList<Word> words, int at)
    {
        var text = words[at].Text;
        // "x3", "3x": people write a factor for a number of pieces.
        var digits = text.Length > 1 && text[0] == 'x'
            ? text[1..]
            : text.Length > 1 && text[^1] == 'x'
            ? text[..^1]
            : text;
        if (digits.All(char.IsAsciiDigit))
            return (int.TryParse(digits, CultureInfo.InvariantCulture, out var figure) ? figure : int.MaxValue, 1);
        if (text is "a" or "une" or "un" && at + 1 < words.Count
            && words[at + 1].Text is "paire" or "pair" or "couple" or "dizaine" or "douzaine" or "dozen")
            return (NumberWords.Read(words, at + 1).Number, 2);
        var (number, length) = text == "a" ? (1, 1) : NumberWords.Read(words, at);
        // Nobody orders none; "oh" is a nought only in telephone numbers.
        return number == 0 ? (0, 0) : (number, length);
    }

    // "1 000", "1.000", "12,000": a figure written in groups.
    [GeneratedRegex(@"\b[0-9]{1,3}(?:[ .,'\u00A0\u202F][0-9]{3}){1,3}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"(?:1/2|½) (?:a )?(?:dozen|douzaine)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex HalfADozen();

    // "-5" behind a word or alone, "1.5", "2,5", "1/2", "½", "1e3", "10^3", "0x10".
    [GeneratedRegex(
        @"^\s*(?<odd>[-−–]\s?[0-9]+)\s*$|(?:^|\p{L} )(?<odd>(?:minus|moins|négatif|negative) [0-9]+)|\p{L} (?<odd>[-−–]\s?[0-9]+)|(?:^|[^0-9.,/])(?<odd>[0-9]+[.,][0-9]{1,2})(?:[^0-9.,/]|[.,](?:\s|$)|$)|(?:^|[^0-9/])(?<odd>[0-9]/[0-9])(?:[^0-9/]|$)|(?:^|\s)(?<odd>[0-9]{1,3}[-+][0-9]{1,3})(?:\s|$)|\b(?<odd>[0-9]+k)\b|(?<odd>[0-9]?[½¼¾])|\b(?<odd>[0-9]+(?:e|x|\^)[0-9]+)\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex OddNumber();

    [GeneratedRegex(
        @"(?:€|£|\$)\s*[0-9]+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?\s*(?:€|£|\$|%)|=\s*[0-9]+",
        RegexOptions.NonBacktracking)]
    private static partial Regex AmountOrShare();
}

/// <summary>A number of pieces that a message names.</summary>
/// <param name="Number">How many; <see cref="Quantity.Impossible"/> for what cannot be a number of pieces.</param>
/// <param name="Next">The word after it, or empty.</param>
/// <param name="IsWished">Whether a wish or the word for pieces stands beside it.</param>
internal readonly record struct Pieces(int Number, string Next, bool IsWished);

using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Channels.Speech.Hearing;

/// <summary>Mailboxes that are dictated: <c>jean point dupont arobase gmail point com</c>.</summary>
internal static partial class HeardEmail
{
    // What comes before an address and is no part of it.
    private static readonly string[] Before =
    [
        "c'", "est", "mail", "email", "mel", "courriel", "adresse", "mon", "ma", "l'", "alors", "oui", "voici",
        "donc", "deja",
        "is", "it's", "its", "my", "address", "so", "yes", "the", "it", "sure", "ok", "okay", "euh", "heu", "uh",
        "um", "bonjour",
        "hello", "merci", "d'", "accord",
    ];

    // What is said of an address and not in it.
    private static readonly string[] Aside =
    [
        "tout", "attache", "colle", "ensemble", "en", "minuscule", "minuscules", "majuscule", "majuscules", "mot",
        "all",
        "one", "word", "lower", "lowercase", "case", "euh", "heu", "uh", "um", "puis", "then",
    ];

    private static readonly string[] Endings =
        ["com", "fr", "net", "org", "eu", "io", "be", "ch", "test", "uk", "info", "biz", "paris", "bzh", "pro", "co"];

    /// <summary>The transcript with its mailbox as it is written.</summary>
    public static string Of(HeardWords words, string locale)
    {
        if (Written().Match(words.Text) is { Success: true } written)
            return words.Text[..written.Index] + written.Value.ToLowerInvariant()
                + words.Text[(written.Index + written.Length)..].TrimEnd('.');
        for (var at = words.Count - 1; at > 0; at--)
        {
            if (AtSign(words, at, locale) is not { } sign || Domain(words, at + sign, locale) is not { } domain)
                continue;
            var (name, from) = Name(words, at, locale);
            if (name.Length == 0)
                continue;
            var end = words[domain.End - 1].End;
            return $"{words.Text[..words[from].Start]}{name}@{domain.Text}{words.Text[end..].TrimEnd('.', ' ')}";
        }

        return words.Text;
    }

    /// <summary>Whether a mailbox stands in a text.</summary>
    public static bool IsIn(string text) => Written().IsMatch(text);

    // How many words the sign takes; it may also be written before a word.
    private static int? AtSign(HeardWords words, int at, string locale) => words[at].Text switch
    {
        "arobase" or "arobas" or "arrobase" or "arobaze" or "arobace" => 1,
        "a" when words[at + 1].Text is "robase" or "commercial" => 2,
        "at" => words[at + 1].Text == "sign" ? 2 : 1,
        "chez" when locale == "fr" => 1,
        _ => words.Between(at - 1).Contains('@') ? 0 : null,
    };

    private static (string Text, int End)? Domain(HeardWords words, int from, string locale)
    {
        var domain = new StringBuilder();
        (string, int)? found = null;
        for (var at = from; at < words.Count;)
        {
            var (sign, length) = Piece(words, at, locale);
            if (length == 0)
                break;
            if (at > from && words.Between(at - 1) is "." or "-" && sign is not ("." or "-"))
                domain.Append(words.Between(at - 1));
            domain.Append(sign);
            at += length;
            var text = domain.ToString();
            var dot = text.LastIndexOf('.');
            if (dot > 0 && text.Length - dot > 2 && Endings.Contains(text[(dot + 1)..])
                && Piece(words, at, locale).Text != "." && words.Between(at - 1) is not ".")
                found = (text, at);
            if (found is not null && text.Length - dot > 2)
                break;
        }

        return found;
    }

    private static (string Text, int From) Name(HeardWords words, int sign, string locale)
    {
        // What is said right before the address ends at one of these, or with a sentence.
        var from = sign;
        while (from > 0 && !Before.Contains(words[from - 1].Text)
            && words.Between(from - 1).IndexOfAny(":!?") < 0 && !EndsSentence(words, from))
            from--;
        if (from == sign)
            return ("", sign);
        var name = new StringBuilder();
        var last = from;
        for (var at = from; at < sign;)
        {
            var (piece, length) = Piece(words, at, locale);
            if (at > from && words.Between(at - 1) is "." or "-" or "_" or "+" && name.Length > 0)
                name.Append(words.Between(at - 1));
            name.Append(piece);
            at += Math.Max(1, length);
            last = at;
        }

        return (name.ToString().Trim('.'), last == from ? sign : from);
    }

    private static bool EndsSentence(HeardWords words, int at) =>
        words.Between(at - 1) is ['.', ' ', ..] && words[at - 1].Text.Length > 1;

    private static (string Text, int Words) Piece(HeardWords words, int at, string locale)
    {
        var word = words[at].Text;
        var next = words[at + 1].Text;
        if (word.Length == 0)
            return ("", 0);
        if (Aside.Contains(word) && !(word == "one" && locale != "fr" && next is not ("word")))
            return ("", 1);
        if (word is "un" && next is "seul" or "mot")
            return ("", 1);
        if (word is "point" or "dot" or "poing")
            return (".", 1);
        if (word is "underscore" or "souligne")
            return ("_", 1);
        if (word is "tiret" or "trait")
            return Dash(words, at);
        if (word is "dash" or "hyphen" or "minus")
            return ("-", 1);
        if (word == "plus" && at > 0)
            return ("+", 1);
        if (LetterNames.Read(words, at, locale, isNamed: false) is { Words: > 0 } letter)
            return (letter.Letters.ToLowerInvariant(), letter.Words);
        if (word is "double" or "deux" && LetterNames.Read(words, at + 1, locale, isNamed: false) is
            { Words: > 0, Letters.Length: 1 } twice)
            return (new string(char.ToLowerInvariant(twice.Letters[0]), 2), twice.Words + 1);
        if (DigitRun.One(words, at, locale, NumberReading.Plain) is { Words: > 0 } number)
            return number;
        return (word.Trim('\''), 1);
    }

    // On French keyboards the six has a hyphen and the eight a low line.
    private static (string Text, int Words) Dash(HeardWords words, int at)
    {
        var isOfKey = words[at + 1].Text is "du" or "d'" or "en" or "de";
        return (words[at + 1].Text, words[at + 2].Text) switch
        {
            ("bas", _) => ("_", 2),
            (_, "huit" or "8" or "bas" or "dessous") when isOfKey => ("_", 3),
            (_, "six" or "6" or "milieu" or "haut" or "union") when isOfKey => ("-", 3),
            _ => ("-", 1),
        };
    }

    [GeneratedRegex(
        @"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", RegexOptions.NonBacktracking)]
    private static partial Regex Written();
}

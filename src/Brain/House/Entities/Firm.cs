using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>A firm that an invoice is made out to, as far as a message tells.</summary>
/// <param name="Name">What it is called, as it was written, at most 80 letters; null when the message does not
/// say.</param>
/// <param name="VatNumber">Its number for value added tax, in capitals without blanks; null when the message does not
/// say.</param>
/// <param name="Rest">The message with both blanked out.</param>
internal sealed partial record Firm(string? Name, string? VatNumber, string Rest)
{
    /// <summary>Letters of the longest name.</summary>
    public const int LongestName = 80;

    /// <summary>What stands in <see cref="Rest"/> where the firm stood.</summary>
    public const char Mask = ';';

    private const int MostWords = 7;

    private static readonly SearchValues<char> Marks = SearchValues.Create(".,:;!?\n");

    private const string Forms =
        "(?:FR ?[0-9A-HJ-NP-Z]{2}(?:[ .]?[0-9]{3}){3}|BE ?[01](?:[ .]?[0-9]{3}){3}|LU ?[0-9]{8}|DE ?[0-9]{9}"
        + "|NL ?[0-9]{9}B[0-9]{2}|IT ?[0-9]{11}|ES ?[0-9A-Z][0-9]{7}[0-9A-Z]|PT ?[0-9]{9}"
        + "|GB ?[0-9]{3} ?[0-9]{4} ?[0-9]{2}|IE ?[0-9][0-9A-Z][0-9]{5}[A-Z]{1,2}|CHE[- ]?[0-9]{3}(?:[.]?[0-9]{3}){2})";

    // What tells that a firm is named for the invoice, and not as a place to deliver to.
    private static readonly FrozenSet<string> OfInvoices = FrozenSet.Create(StringComparer.Ordinal,
        "facture", "invoice", "invoiced", "bill", "billed", "tva", "vat", "sarl", "sas", "sasu", "eurl", "ltd", "llc",
        "raison", "sci", "asbl", "gmbh", "siret", "siren", "company", "societe", "entreprise");

    // What is said before the name of a firm.
    private static readonly FrozenSet<string> Openings = FrozenSet.Create(StringComparer.Ordinal,
        "alors", "c", "ce", "est", "it", "s", "is", "au", "nom", "de", "la", "le", "l", "ma", "mon", "notre", "my",
        "our", "the", "for", "pour", "to", "in", "name", "of", "company", "societe", "entreprise", "facture", "invoice",
        "sur", "on", "right", "ok", "bon", "donc", "so", "well", "voila", "here", "a", "mettez", "put", "make", "out",
        "raison", "sociale", "firm", "business", "boite", "oui", "yes", "et", "and", "du", "d");

    /// <summary>Whether the message tells nothing of it.</summary>
    public bool IsEmpty => Name is null && VatNumber is null;

    /// <summary>Reads a message.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="named">Where it was read to name a firm; null where it was not.</param>
    /// <param name="isAsked">Whether a firm's invoice was spoken of just before.</param>
    public static Firm Read(string text, TextSpan? named, bool isAsked)
    {
        var number = VatNumberPattern().Match(text);
        var words = Word.In(text);
        if (!number.Success && (named is null
            || !(isAsked || words.Any(word => OfInvoices.Contains(word.Text)))))
            return new Firm(null, null, text);
        var rest = text.ToCharArray();
        (int Start, int End)? name = named is { } span ? (span.Start, span.End)
            : number.Success ? BeforeNumber(text, words, number.Index) : null;
        if (name is var (start, end))
            Array.Fill(rest, Mask, start, end - start);
        if (number.Success)
            Array.Fill(rest, Mask, number.Index, number.Length);
        return new Firm(
            name is var (from, to) && to - from <= LongestName ? text[from..to].Trim() : null,
            number.Success
                ? NumberIn(number.Value)
                : null,
            new string(rest));
    }

    /// <summary>The number for value added tax in a text, in capitals without blanks; null when it has none.</summary>
    public static string? NumberIn(string text)
    {
        var match = VatNumberPattern().Match(text);
        return match.Success
            ? string.Concat(match.Groups["number"].Value.Concat(match.Groups["own"].Value)
                .Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()
            : null;
    }

    /// <summary>A part of the message, where the firm was taken from the whole: it tells nothing of it any
    /// more.</summary>
    public Firm In(string part)
    {
        var rest = VatNumberPattern().Replace(part, match => new string(Mask, match.Length));
        return new Firm(
            null, null,
            Name is null ? rest : rest.Replace(Name, new string(Mask, Name.Length), StringComparison.Ordinal));
    }

    // "Alors c'est Plâtrerie Escudier, TVA FR…": what stands before the number in its sentence.
    private static (int Start, int End)? BeforeNumber(string text, IReadOnlyList<Word> words, int number)
    {
        var last = words.Count(word => word.End <= number) - 1;
        while (last >= 0 && words[last].Text is "tva" or "vat" or "numero" or "number" or "n" or "no" or "et" or "and"
            or "intracommunautaire" or "intracom" or "est" or "is" or "de" or "with" or "avec" or "our" or "notre")
            last--;
        if (last < 0)
            return null;
        var first = last;
        while (first > 0 && last - first < MostWords
            && !HasMark(text, words[first - 1].End, words[first].Start))
            first--;
        while (first <= last && Openings.Contains(words[first].Text))
            first++;
        return first <= last && last - first < MostWords ? (words[first].Start, words[last].End) : null;
    }

    // The words of a short form ("cest") stand in the same place.
    private static bool HasMark(string text, int from, int to) =>
        to > from && text.AsSpan(from, to - from).IndexOfAny(Marks) >= 0;

    // The forms of the countries we meet, as the European Commission lists them
    // (https://ec.europa.eu/taxation_customs/vies/#/faq, Q11), and those of Britain and Switzerland.
    // A code in small letters is believed behind the word for the tax alone: "my number will be 06…".
    [GeneratedRegex(
        @"\b(?:(?i:(?:tva|vat)(?: ?(?:number|no|intracom(?:munautaire)?|n°))? ?:? ?(?<number>" + Forms
        + @"))|(?<own>" + Forms + @"|(?i:FR) ?[0-9]{2}(?:[ .]?[0-9]{3}){3}))\b",
        RegexOptions.NonBacktracking)]
    private static partial Regex VatNumberPattern();
}

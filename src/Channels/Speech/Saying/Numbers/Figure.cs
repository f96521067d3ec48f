namespace Gateway.Channels.Speech.Saying.Numbers;

/// <summary>A number as it is written, with what parts its thousands and its decimals.</summary>
/// <param name="Whole">The digits before the decimals, at least one.</param>
/// <param name="Fraction">The decimals; empty for a whole number.</param>
internal readonly record struct Figure(string Whole, string Fraction)
{
    /// <summary>
    /// What is read as one, in patterns: thousands parted by a blank, a point or a comma, decimals behind a comma or a
    /// point.
    /// </summary>
    public const string Pattern = "(?:[0-9]{1,3}(?:[ .,][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]+)?)";

    /// <summary>Whether it is said in the plural: from two on in French, all but one in English.</summary>
    public bool IsPlural(string locale) =>
        locale == "fr" ? Whole.TrimStart('0') is not ("" or "1") : Fraction.Length > 0 || Whole.TrimStart('0') != "1";

    /// <summary>Whether it ends in millions, which want a word before what they count.</summary>
    public bool IsOfMillions => Fraction.Length == 0 && Whole.Length > 6
        && Whole.EndsWith("000000", StringComparison.Ordinal);

    /// <summary>Reads what <see cref="Pattern"/> matches.</summary>
    /// <param name="text">Digits and what parts them; blanks are plain ones.</param>
    /// <param name="locale">Decides what a single mark before three digits means: 1,234 and 1.234.</param>
    public static Figure Read(string text, string locale)
    {
        var marks = text.Where(unit => unit is '.' or ',').ToArray();
        var last = text.LastIndexOfAny(['.', ',']);
        var isDecimal = last >= 0 && (
            text.Length - last - 1 != 3
            // Two kinds of marks: the last one parts the decimals.
            || (marks.Length > 1 && marks[^1] != marks[0])
            || text.Contains(' ', StringComparison.Ordinal)
            || (marks.Length == 1 && (marks[0] == (locale == "fr" ? ',' : '.') || last > 3 || text[0] == '0')));
        return isDecimal
            ? new Figure(DigitsOf(text[..last]), text[(last + 1)..])
            : new Figure(DigitsOf(text), "");
    }

    /// <summary>The number in words.</summary>
    public string InWords(string locale, bool isFeminine = false)
    {
        // What begins with a zero and goes on is no amount.
        var whole = Whole is ['0', _, ..] && Fraction.Length == 0
            ? NumberWords.Digits(Whole, locale)
            : NumberWords.Cardinal(Whole, locale, isFeminine && Fraction.Length == 0);
        if (Fraction.Length == 0)
            return whole;
        return locale == "fr"
            ? $"{whole} virgule {(Fraction.Length > 3 || Fraction.Trim('0').Length == 0
                ? NumberWords.Digits(Fraction, locale)
                : NumberWords.WithZeros(Fraction, locale))}"
            : $"{whole} point {NumberWords.Digits(Fraction, locale)}";
    }

    /// <summary>The amount in words: units, then hundredths, as people say prices.</summary>
    /// <param name="money">What the currency and its hundredths are called.</param>
    /// <param name="locale">The language.</param>
    public string InWords(CurrencyWords money, string locale)
    {
        if (Fraction.Length is 0 or > 2 || Fraction.Trim('0').Length == 0)
        {
            var figure = this with { Fraction = Fraction.Length > 2 ? Fraction : "" };
            return figure.InWords(locale, money.IsFeminine) + (figure.IsOfMillions && locale == "fr" ? money.Of : " ")
                + money.UnitOf(figure.IsPlural(locale));
        }

        var cents = NumberWords.ValueOf(Fraction.PadRight(2, '0'));
        if (Whole.Trim('0').Length == 0)
            return $"{NumberWords.Cardinal(cents, locale)} {money.CentOf(cents > 1)}";
        var whole = this with { Fraction = "" };
        return $"{whole.InWords(locale, money.IsFeminine)} {money.UnitOf(whole.IsPlural(locale))} "
            + (cents < 10 && locale != "fr" ? "and " : "")
            + NumberWords.Cardinal(cents, locale)
            + (cents < 10 ? $" {money.CentOf(cents > 1)}" : "");
    }

    private static string DigitsOf(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}

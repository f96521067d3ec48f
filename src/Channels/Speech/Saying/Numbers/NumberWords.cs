using System.Globalization;

namespace Gateway.Channels.Speech.Saying.Numbers;

/// <summary>Numbers and digits in the words of a language, <c>fr</c> or else English.</summary>
internal static class NumberWords
{
    // Longer ones are no amounts, and no one could follow them.
    private const int MostDigits = 12;

    /// <summary>How many there are, from digits; those too long for a number are said one by one.</summary>
    public static string Cardinal(string digits, string locale, bool isFeminine = false) =>
        digits.Length > MostDigits ? Digits(digits, locale) : Cardinal(ValueOf(digits), locale, isFeminine);

    /// <summary>How many there are, 0 to 999,999,999,999.</summary>
    public static string Cardinal(long number, string locale, bool isFeminine = false) =>
        locale == "fr" ? FrenchNumber.Cardinal(number, isFeminine) : EnglishNumber.Cardinal(number);

    /// <summary>Which one it is, 1 to 999,999,999,999.</summary>
    public static string Ordinal(long number, string locale, bool isFeminine = false) =>
        locale == "fr" ? FrenchNumber.Ordinal(number, isFeminine) : EnglishNumber.Ordinal(number);

    /// <summary>A year of four digits.</summary>
    public static string Year(long year, string locale) =>
        locale == "fr" || year is < 1000 or > 2999 ? Cardinal(year, locale) : EnglishNumber.Year(year);

    /// <summary>Each digit by itself.</summary>
    public static string Digits(string digits, string locale) =>
        string.Join(' ', digits.Select(digit => Cardinal(digit - '0', locale)));

    /// <summary>A number whose zeros at the beginning count, such as that of a plate: <c>zéro douze</c>.</summary>
    public static string WithZeros(string digits, string locale)
    {
        var zeros = digits.Length - digits.TrimStart('0').Length;
        string[] words = [.. Enumerable.Repeat(Cardinal(0, locale), zeros),
            .. zeros < digits.Length ? [Cardinal(digits[zeros..], locale)] : Array.Empty<string>()];
        return string.Join(' ', words);
    }

    /// <summary>The value of up to eighteen digits.</summary>
    public static long ValueOf(string digits) =>
        long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}

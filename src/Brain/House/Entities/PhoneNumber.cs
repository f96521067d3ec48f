using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;

namespace Gateway.Brain.House.Entities;

/// <summary>
/// A telephone number as people write or say it, read within their country or with another's code
/// (<see cref="Sessions.E164"/>).
/// </summary>
/// <param name="E164">With + and country code; null when there is a problem.</param>
/// <param name="Problem">What is wrong with it.</param>
internal readonly partial record struct PhoneNumber(string? E164, PhoneProblem Problem)
{
    /// <summary>Reads a number.</summary>
    /// <param name="text">As it was written; an extension behind it is left out.</param>
    /// <param name="country">The country of numbers without a code, as ISO 3166-1 has it.</param>
    public static PhoneNumber Parse(string text, string country = "FR")
    {
        text = LetterForZero().Replace(Extension().Replace(Readable.Of(text), ""), "0");
        var spoken = NumberWords.ReadDigits(Word.In(text), 0).Digits;
        var compact = text.Any(char.IsAsciiDigit)
            ? Separators().Replace(TrunkZero().Replace(text, "${code}"), "")
            : spoken;
        if (compact.Length == 0)
            return new PhoneNumber(null, PhoneProblem.NotANumber);
        var (number, problem) = Sessions.E164.Read(compact, country);
        return new PhoneNumber(number, problem);
    }

    /// <summary>Reads a number of someone who may be abroad.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="message">What it stands in: a country that is named, a code in brackets or the end of an e-mail
    /// address tell where they are.</param>
    /// <param name="locale">Language they write in, <c>fr</c> or <c>en</c>.</param>
    /// <returns>With + and country code; null when it is a number in no country that is likely.</returns>
    public static string? Guess(string text, string message, string locale)
    {
        var known = Parse(text);
        if (text.TrimStart().StartsWith('+') || !text.Any(char.IsAsciiDigit))
            return known.E164;
        if (CodeAlone().Match(message) is { Success: true } code
            && $"+{code.Groups["code"].Value} {text.Trim().TrimStart('0')}" is var international
            && Sessions.E164.FromPeople(international, "FR") is { } coded)
            return coded;
        IEnumerable<string> told =
        [
            .. Countries.AbroadIn(Word.In(message)).Select(country => country.Code),
            .. MailCountry().Matches(message).Select(match => CountryOfMail(match.Groups["end"].Value)),
        ];
        string[] home = locale == "fr"
            ? ["FR", "BE", "CH", "CA", "LU", "RE", "GP", "MQ", "MA", "TN", "SN", "CI"]
            : ["FR", "GB", "US", "IE", "AU", "IN", "NZ", "ZA", "NG", "SG", "CA"];
        return Sessions.E164.Likeliest(text, [.. told.Concat(home).Distinct()]) ?? known.E164;
    }

    /// <summary>Where numbers stand in a message: written in digits, or read out in words.</summary>
    /// <param name="text">The message.</param>
    /// <param name="leastDigits">From how many digits on a run of them is taken for a telephone number.</param>
    public static IEnumerable<TextSpan> Find(string text, int leastDigits = 8)
    {
        // A letter takes as much room as the zero that is meant by it.
        text = LetterForZero().Replace(text, "0");
        string? country = null;
        foreach (Match match in Written().Matches(text))
        {
            if (match.Value.Count(char.IsAsciiDigit) < leastDigits)
                continue;
            var end = match.Index + WithoutWhatFollows(match.Value,
                country ??= PostalAddress.CountryOf(text) ?? "FR").Length;
            yield return new TextSpan(
                match.Index,
                end + (Extension().Match(text, end) is { Success: true } extension && extension.Index == end
                ? extension.Length
                : 0));
        }

        var words = Word.In(text);
        for (var i = 0; i < words.Count; i++)
        {
            if (char.IsAsciiDigit(words[i].Text[0]))
                continue;
            var (digits, length) = NumberWords.ReadDigits(words, i);
            if (digits.Length < leastDigits || length < 4)
                continue;
            yield return new TextSpan(words[i].Start, words[i + length - 1].End);
            i += length;
        }
    }

    // "06 12 34 56 78 12 rue des Lilas": the house number is not part of the telephone number.
    private static string WithoutWhatFollows(string written, string country)
    {
        if (Parse(written, country).Problem != PhoneProblem.TooLong)
            return written;
        for (var end = written.LastIndexOf(' '); end > 0; end = written.LastIndexOf(' ', end - 1))
        {
            if (Parse(written[..end], country).Problem == PhoneProblem.None)
                return written[..end];
        }

        return written;
    }

    // "+33 (0)6" and "+44 (0)20": the zero is only dialled inside the country.
    [GeneratedRegex(
        @"(?<code>(?:\+|\b00)[ .]?[0-9]{1,3})[ .]*\(0\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TrunkZero();

    // "O6 12": the letter for the figure.
    [GeneratedRegex(@"(?<!\p{L})[oO](?=[0-9])|(?<=[0-9])[oO](?!\p{L})", RegexOptions.None, 1000)]
    private static partial Regex LetterForZero();

    [GeneratedRegex(
        @"[ ,]{0,2}\b(?:poste|postes|ext|extension|x)\b[ .:]{0,2}[0-9]{1,5}\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    private static string CountryOfMail(string end) => end switch
    {
        "uk" => "GB",
        _ => end.ToUpperInvariant(),
    };

    // "98765 43210 is my number (+91)"
    [GeneratedRegex(@"\(\+(?<code>[1-9][0-9]{0,2})\)", RegexOptions.NonBacktracking)]
    private static partial Regex CodeAlone();

    [GeneratedRegex(
        @"@[\p{L}0-9.\-]{1,80}\.(?<end>uk|ie|au|nz|in|za|ng|be|ch|ca|lu|de|nl|es|it|pt)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex MailCountry();

    [GeneratedRegex(@"[\s.\-/()\u00A0\u202F_]+", RegexOptions.NonBacktracking)]
    private static partial Regex Separators();

    [GeneratedRegex(
        @"(?<![0-9\p{L}])(?:\+[ ]?)?(?:\([0-9]{3}\)[ ]?)?[0-9](?:[ .\-/\u00A0\u202F_]{0,2}(?:\(0\)[ ]?)?[0-9]){3,17}(?![0-9\p{L}])",
        RegexOptions.None, 1000)]
    private static partial Regex Written();
}

/// <summary>A piece of a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, exclusive.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextSpan(int Start, int End)
{
    /// <summary>The piece itself.</summary>
    public string Of(string text) => text[Start..End];
}

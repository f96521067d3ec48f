using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Gateway.Channels.Texts;
using Gateway.Sessions.Texts;

namespace Gateway.Channels.Sms;

/// <summary>Writes a text with the characters an SMS is cheap with. Doing it again changes nothing.</summary>
internal static class SmsText
{
    // Characters that say the same in the alphabet of GSM 03.38.
    private static readonly FrozenDictionary<char, string> Plain = new Dictionary<char, string>
    {
        ['’'] = "'",
        ['‘'] = "'",
        ['‚'] = "'",
        ['‛'] = "'",
        ['ʼ'] = "'",
        ['′'] = "'",
        ['´'] = "'",
        ['`'] = "'",
        ['‹'] = "'",
        ['›'] = "'",
        ['“'] = "\"",
        ['”'] = "\"",
        ['„'] = "\"",
        ['‟'] = "\"",
        ['″'] = "\"",
        ['«'] = "\"",
        ['»'] = "\"",
        ['…'] = "...",
        ['–'] = "-",
        ['—'] = "-",
        ['―'] = "-",
        ['‒'] = "-",
        ['‐'] = "-",
        ['‑'] = "-",
        ['−'] = "-",
        ['•'] = "-",
        ['·'] = "-",
        ['⁃'] = "-",
        ['\u00A0'] = " ",
        ['\u202F'] = " ",
        ['\u2007'] = " ",
        ['\u2009'] = " ",
        ['\u200A'] = " ",
        ['\u2002'] = " ",
        ['\u2003'] = " ",
        ['\u3000'] = " ",
        ['ﬁ'] = "fi",
        ['ﬂ'] = "fl",
        ['×'] = "x",
        ['⁄'] = "/",
    }.ToFrozenDictionary();

    /// <summary>Typographic characters as their plain equivalents; accents stay.</summary>
    public static string Normalize(string text)
    {
        // One character that nobody sees would make every segment of the message a dear one.
        var clean = Invisibles.Drop(CleanText.Of(text));
        var plain = new StringBuilder(clean.Length);
        for (var i = 0; i < clean.Length; i++)
        {
            // French quotes keep a space inside, plain ones do not.
            if (clean[i] == '»')
                plain.Length = LengthWithoutBlanks(plain);
            plain.Append(Plain.TryGetValue(clean[i], out var equal) ? equal : clean.AsSpan(i, 1));
            if (clean[i] != '«')
                continue;
            while (i + 1 < clean.Length && IsBlank(clean[i + 1]))
                i++;
        }

        // A mark that stood on a ligature now stands on a letter.
        return plain.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>
    /// The text without the accents and ligatures that GSM 03.38 lacks (ç, ê, œ), those that it has kept (é, è, à).
    /// </summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = rune.ToString();
            folded.Append(letter.All(SmsSegments.IsGsm) ? letter : letter switch
            {
                "œ" => "oe",
                "Œ" => "OE",
                "ç" => "c",
                _ => WithoutMarks(letter),
            });
        }

        return folded.ToString();
    }

    private static string WithoutMarks(string letter)
    {
        var bare = string.Concat(
            letter.Normalize(NormalizationForm.FormD)
            .Where(unit => CharUnicodeInfo.GetUnicodeCategory(unit) != UnicodeCategory.NonSpacingMark));
        return bare.Length > 0 && bare.All(SmsSegments.IsGsm) ? bare : letter;
    }

    private static int LengthWithoutBlanks(StringBuilder text)
    {
        var length = text.Length;
        while (length > 0 && text[length - 1] == ' ')
            length--;
        return length;
    }

    private static bool IsBlank(char unit) => unit is ' ' or '\u00A0' or '\u202F' or '\u2009';
}

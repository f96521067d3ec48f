using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>What is wrong with a telephone number.</summary>
internal enum PhoneProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There are no digits, or letters among them.</summary>
    NotANumber,

    /// <summary>Digits are missing.</summary>
    TooShort,

    /// <summary>There are too many digits.</summary>
    TooLong,

    /// <summary>No number begins like this in its country.</summary>
    UnknownPrefix,
}

/// <summary>
/// A telephone number: French ones as people write them, others with their country's code. Lengths follow ITU-T E.164 and, for France,
/// the regulator's numbering plan (nine digits after +33, the first 1 to 9).
/// </summary>
/// <param name="E164">With + and country code; null when there is a problem.</param>
/// <param name="Problem">What is wrong with it.</param>
internal readonly partial record struct PhoneNumber(string? E164, PhoneProblem Problem)
{
    private const int FrenchDigits = 9;

    // Digits after the country's code, where the visitors of European shops come from; any other country may have 6 to 12.
    private static readonly Dictionary<string, (int Least, int Most)> Lengths = new()
    {
        ["1"] = (10, 10),
        ["32"] = (8, 9),
        ["33"] = (FrenchDigits, FrenchDigits),
        ["34"] = (9, 9),
        ["39"] = (8, 11),
        ["41"] = (9, 9),
        ["44"] = (9, 10),
        ["49"] = (6, 11),
        ["352"] = (6, 9),
        ["353"] = (7, 9),
        ["351"] = (9, 9),
        ["31"] = (9, 9),
    };

    /// <summary>Reads a number.</summary>
    public static PhoneNumber Parse(string text)
    {
        text = Readable.Of(text);
        var spoken = NumberWords.ReadDigits(Word.In(text), 0).Digits;
        var compact = text.Any(char.IsAsciiDigit) ? Separators().Replace(TrunkZero().Replace(text, "${code}"), "") : spoken;
        if (compact.StartsWith("00", StringComparison.Ordinal))
            compact = $"+{compact[2..]}";
        var digits = compact.TrimStart('+');
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit))
            return new PhoneNumber(null, PhoneProblem.NotANumber);
        return compact[0] == '+' ? International(digits) : French(digits);
    }

    /// <summary>Where numbers stand in a message: written in digits, or read out in words.</summary>
    /// <param name="text">The message.</param>
    /// <param name="leastDigits">From how many digits on a run of them is taken for a telephone number.</param>
    public static IEnumerable<TextSpan> Find(string text, int leastDigits = 8)
    {
        foreach (Match match in Written().Matches(text))
        {
            if (match.Value.Count(char.IsAsciiDigit) >= leastDigits)
                yield return new TextSpan(match.Index, match.Index + WithoutWhatFollows(match.Value).Length);
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
    private static string WithoutWhatFollows(string written)
    {
        if (Parse(written).Problem != PhoneProblem.TooLong)
            return written;
        for (var end = written.LastIndexOf(' '); end > 0; end = written.LastIndexOf(' ', end - 1))
        {
            if (Parse(written[..end]).Problem == PhoneProblem.None)
                return written[..end];
        }

        return written;
    }

    private static PhoneNumber French(string digits) => digits switch
    {
        { Length: < FrenchDigits + 1 } => new(null, PhoneProblem.TooShort),
        { Length: > FrenchDigits + 1 } => new(null, PhoneProblem.TooLong),
        ['0', not '0', ..] => new($"+33{digits[1..]}", PhoneProblem.None),
        _ => new(null, PhoneProblem.UnknownPrefix),
    };

    private static PhoneNumber International(string digits)
    {
        if (digits.Length > 0 && digits[0] == '0')
            return new(null, PhoneProblem.UnknownPrefix);
        var code = Lengths.Keys.OrderByDescending(code => code.Length).FirstOrDefault(code => digits.StartsWith(code, StringComparison.Ordinal));
        var (least, most) = code is null ? (7, 15) : Lengths[code];
        var national = digits.Length - (code?.Length ?? 0);
        if (national < least)
            return new(null, PhoneProblem.TooShort);
        if (national > most)
            return new(null, PhoneProblem.TooLong);
        return code == "33" && digits[2] == '0' ? new(null, PhoneProblem.UnknownPrefix) : new($"+{digits}", PhoneProblem.None);
    }

    // "+33 (0)6" and "+44 (0)20": the zero is only dialled inside the country.
    [GeneratedRegex(@"(?<code>(?:\+|\b00)[ .]?[0-9]{1,3})[ .]*\(0\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TrunkZero();

    [GeneratedRegex(@"[\s.\-/()\u00A0\u202F_]+", RegexOptions.NonBacktracking)]
    private static partial Regex Separators();

    [GeneratedRegex(@"(?<![0-9\p{L}])(?:\+[ ]?)?[0-9](?:[ .\-/\u00A0\u202F_]{0,2}(?:\(0\)[ ]?)?[0-9]){3,17}(?![0-9\p{L}])", RegexOptions.None, 1000)]
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

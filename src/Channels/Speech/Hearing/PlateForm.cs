using System.Text.RegularExpressions;

namespace Gateway.Channels.Speech.Hearing;

/// <summary>The forms of number plates: French ones of today and before 2009, British ones.</summary>
internal static partial class PlateForm
{
    private static readonly string[] Masks = ["AA999AA", "AA99AAA"];

    /// <summary>Signs as a plate is written, or null when they are none.</summary>
    /// <param name="signs">
    /// Capitals and digits; where the form wants the other kind, O and I are read as 0 and 1 and the other way round.
    /// </param>
    public static string? Write(string signs)
    {
        foreach (var mask in Masks)
        {
            if (Fit(signs, mask) is { } plate)
                return mask == Masks[0]
                    ? $"{plate[..2]}-{plate[2..5]}-{plate[5..]}"
                    : $"{plate[..4]} {plate[4..]}";
        }

        return Before2009().Match(signs) is { Success: true } old
            ? $"{old.Groups["number"].Value} {old.Groups["series"].Value} {old.Groups["place"].Value}"
            : null;
    }

    private static string? Fit(string signs, string mask)
    {
        if (signs.Length != mask.Length)
            return null;
        var plate = signs.ToCharArray();
        for (var i = 0; i < mask.Length; i++)
        {
            plate[i] = (mask[i], plate[i]) switch
            {
                ('A', '0') => 'O',
                ('A', '1') => 'I',
                ('9', 'O') => '0',
                ('9', 'I') => '1',
                var (_, sign) => sign,
            };
            if (mask[i] == 'A' ? !char.IsAsciiLetterUpper(plate[i]) : !char.IsAsciiDigit(plate[i]))
                return null;
        }

        return new string(plate);
    }

    [GeneratedRegex(
        "^(?<number>[0-9]{1,4})(?<series>[A-Z]{2,3})(?<place>2[AB]|97[1-6]|[0-9]{2})$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Before2009();
}

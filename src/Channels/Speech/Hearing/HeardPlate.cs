namespace Gateway.Channels.Speech.Hearing;

/// <summary>Number plates that are dictated.</summary>
internal static class HeardPlate
{
    private const int FewestSigns = 4;

    /// <summary>The transcript with its plate as it is written: <c>AB-123-CD</c>.</summary>
    public static string Of(HeardWords words, string locale) =>
        Rewriting.Over(words, (all, at) => Read(all, at, locale));

    /// <summary>Reads the plate that begins at a word; of other letters and figures what they are.</summary>
    public static Rewriting Read(HeardWords words, int at, string locale)
    {
        Rewriting? other = null;
        foreach (var how in NumberReading.All)
        {
            var (signs, length) = SpelledRun.Read(words, at, locale, how);
            if (length == 0)
                return default;
            // A word before the plate, or behind it, may be a letter too: "il y a AB …".
            for (var last = signs.Count; last > 0; last--)
            {
                var text = string.Concat(signs.Take(last).Select(sign => sign.Signs));
                if (PlateForm.Write(text) is { } plate)
                    return new Rewriting(last == signs.Count ? length : signs[last].At - at, plate);
            }

            var whole = string.Concat(signs.Select(sign => sign.Signs));
            if (whole.Length >= FewestSigns && whole.Any(char.IsAsciiDigit) && whole.Any(char.IsAsciiLetter)
                && !IsBehind(words, at, length, locale, how))
                other ??= new Rewriting(length, whole);
        }

        return other ?? default;
    }

    // Whether a plate begins at a later word of the run.
    private static bool IsBehind(HeardWords words, int at, int length, string locale, NumberReading how)
    {
        for (var from = at + 1; from < at + length; from++)
        {
            var text = string.Concat(SpelledRun.Read(words, from, locale, how).Signs.Select(sign => sign.Signs));
            if (PlateForm.Write(text) is not null)
                return true;
        }

        return false;
    }
}

using PhoneNumbers;

namespace Gateway.Sessions;

/// <summary>What is wrong with a telephone number.</summary>
public enum PhoneProblem
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

/// <summary>The one form in which telephone numbers are kept and compared: + and country code, digits alone (ITU-T E.164).</summary>
public static class E164
{
    private const string France = "FR";
    private const int FrenchDigits = 10;

    /// <summary>Whether a text has that form: + and 7 to 15 digits, the first not 0. Whether anyone has the number it does not say.</summary>
    public static bool Is(string text) =>
        text.Length is >= 8 and <= 16 && text[0] == '+' && text[1] != '0' && !text.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    /// <summary>The country a number belongs to, as ISO 3166-1 has it; null when its code belongs to none or to several and the digits do not tell.</summary>
    /// <param name="number">In that form; anything else has no country.</param>
    public static string? CountryOf(string number)
    {
        if (!Is(number))
            return null;
        var numbers = PhoneNumberUtil.GetInstance();
        try
        {
            var parsed = numbers.Parse(number, null);
            return numbers.GetRegionCodeForNumber(parsed) ?? (numbers.GetRegionCodesForCountryCode(parsed.CountryCode) is [var only] ? only : null);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>Reads digits as they are dialled: with + or 00 and the country's code, without either, or as within the country.</summary>
    /// <param name="dialled">Digits, perhaps with + before them; nothing between them.</param>
    /// <param name="country">The country that numbers without a code belong to, as ISO 3166-1 has it.</param>
    /// <returns>The number, or null and what is wrong with it. Numbers of lengths that the country has count, in use or not.</returns>
    public static (string? Number, PhoneProblem Problem) Read(string dialled, string country)
    {
        var digits = dialled.TrimStart('+');
        if (digits.Length == 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return (null, PhoneProblem.NotANumber);
        if (dialled[0] == '+' || digits.StartsWith("00", StringComparison.Ordinal))
            return Parse(dialled[0] == '+' ? dialled : $"+{digits[2..]}", country);
        var read = country == France ? ReadFrench(digits) : Parse(digits, country);
        // Whoever lives abroad may still have a French number.
        if (country != France && (read.Number is null || !IsInUse(read.Number)) && ReadFrench(digits).Number is { } french && IsInUse(french))
            return (french, PhoneProblem.None);
        // "33612345678": the code without its mark, believed only of a number that is one.
        return read.Number is null && Parse($"+{digits}", country).Number is { } coded && IsInUse(coded) ? (coded, PhoneProblem.None) : read;
    }

    // Ten digits with the zero (the regulator's numbering plan): whoever leaves the zero out has left one out.
    private static (string? Number, PhoneProblem Problem) ReadFrench(string digits) => digits switch
    {
        { Length: < FrenchDigits } => (null, PhoneProblem.TooShort),
        { Length: > FrenchDigits } => (null, PhoneProblem.TooLong),
        ['0', not '0', ..] => ($"+33{digits[1..]}", PhoneProblem.None),
        _ => (null, PhoneProblem.UnknownPrefix),
    };

    private static (string? Number, PhoneProblem Problem) Parse(string dialled, string country)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        try
        {
            var parsed = numbers.Parse(dialled, country);
            var problem = numbers.IsPossibleNumberWithReason(parsed) switch
            {
                PhoneNumberUtil.ValidationResult.IS_POSSIBLE => PhoneProblem.None,
                PhoneNumberUtil.ValidationResult.TOO_LONG => PhoneProblem.TooLong,
                PhoneNumberUtil.ValidationResult.INVALID_COUNTRY_CODE => PhoneProblem.UnknownPrefix,
                _ => PhoneProblem.TooShort,
            };
            // "+33 0 00…": no subscriber's number begins with a zero that stays.
            if (problem == PhoneProblem.None && parsed is { CountryCode: 33, HasNumberOfLeadingZeros: true })
                problem = PhoneProblem.UnknownPrefix;
            return problem == PhoneProblem.None ? (numbers.Format(parsed, PhoneNumberFormat.E164), problem) : (null, problem);
        }
        catch (NumberParseException failure)
        {
            return (null, failure.ErrorType switch
            {
                ErrorType.INVALID_COUNTRY_CODE => PhoneProblem.UnknownPrefix,
                ErrorType.TOO_LONG => PhoneProblem.TooLong,
                ErrorType.NOT_A_NUMBER => PhoneProblem.NotANumber,
                _ => PhoneProblem.TooShort,
            });
        }
    }

    private static bool IsInUse(string number)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        return numbers.IsValidNumber(numbers.Parse(number, null));
    }
}

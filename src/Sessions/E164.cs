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

/// <summary>
/// Telephone Numbers. Kept and compared in one form, + and country code, digits alone (ITU-T E.164); what the
/// countries' numbers look like is known by libphonenumber, and only here.
/// </summary>
public static class E164
{
    private const string France = "FR";
    private const int FrenchDigits = 10;

    // Of the library: a code that no country has, and one that is shared by the world.
    private const string NoCountry = "ZZ";
    private const string NoCountryInParticular = "001";

    private static readonly PhoneNumberUtil Numbers = PhoneNumberUtil.GetInstance();

    /// <summary>
    /// Whether a text has that form: + and 7 to 15 digits, the first not 0. So does whatever a provider writes for a
    /// number that wrote to us; whether a country has numbers like it <see cref="IsPossible"/> tells.
    /// </summary>
    public static bool Is(string text) =>
        text.Length is >= 8 and <= 16 && text[0] == '+' && text[1] != '0'
            && !text.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    /// <summary>
    /// Whether it also has a country's code and as many digits as numbers there have: what people type into a file.
    /// </summary>
    public static bool IsPossible(string text) => Is(text) && Parse(text, France).Number == text;

    /// <summary>
    /// Whether it is a number in use of a person or a business like others: none that costs more than a call, is free
    /// to who calls it, or belongs to a service.
    /// </summary>
    /// <param name="number">In that form; anything else is none.</param>
    public static bool IsOrdinary(string number)
    {
        if (!Is(number))
            return false;
        try
        {
            var parsed = Numbers.Parse(number, null);
            return Numbers.IsValidNumber(parsed) && Numbers.GetNumberType(parsed) is PhoneNumberType.MOBILE
                or PhoneNumberType.FIXED_LINE or PhoneNumberType.FIXED_LINE_OR_MOBILE or PhoneNumberType.VOIP;
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    /// <summary>A number that another system vouches for, in that form; null when it cannot have it.</summary>
    /// <param name="text">Country code and digits: with + or without, and with blanks, hyphens and brackets
    /// between.</param>
    public static string? FromProvider(string text) =>
        !text.Any(char.IsLetter) && $"+{PhoneNumberUtil.NormalizeDigitsOnly(text)}" is var number && Is(number)
            ? number
            : null;

    /// <summary>The code a country's numbers begin with, such as 33; 0 for what is no country.</summary>
    /// <param name="country">ISO 3166-1, two capital letters.</param>
    public static int CallingCodeOf(string country) => Numbers.GetCountryCodeForRegion(country);

    /// <summary>
    /// The country a number belongs to, as ISO 3166-1 has it: where several share its code and the digits do not tell,
    /// the main one of them (+44: GB). Null when the code belongs to none.
    /// </summary>
    /// <param name="number">In that form; anything else has no country.</param>
    public static string? CountryOf(string number)
    {
        if (!Is(number))
            return null;
        try
        {
            var parsed = Numbers.Parse(number, null);
            var country = Numbers.GetRegionCodeForNumber(parsed)
                ?? Numbers.GetRegionCodeForCountryCode(parsed.CountryCode);
            return country is NoCountry or NoCountryInParticular ? null : country;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>
    /// A number as people read it: within its country as it is dialled there (<c>01 23 45 67 89</c>), elsewhere with
    /// its code.
    /// </summary>
    /// <param name="number">In that form; anything else stays as it is.</param>
    /// <param name="reader">The reader's country, as ISO 3166-1 has it; null when they may be anywhere.</param>
    public static string ToText(string number, string? reader)
    {
        if (!Is(number))
            return number;
        try
        {
            var isAtHome = reader is not null && CountryOf(number) == reader;
            return Numbers.Format(
                Numbers.Parse(number, null), isAtHome ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        }
        catch (NumberParseException)
        {
            return number;
        }
    }

    /// <summary>
    /// Whether a text is that number in whatever way people write it, with the country's code or without, and nothing
    /// else.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="number">In that form; anything else is no number.</param>
    public static bool IsSame(string text, string number)
    {
        // The library reads letters as the keys they stand on.
        if (!Is(number) || text.Any(char.IsLetter))
            return false;
        try
        {
            return Numbers.IsNumberMatch(Numbers.Parse(number, null), text)
                is PhoneNumberUtil.MatchType.EXACT_MATCH or PhoneNumberUtil.MatchType.NSN_MATCH;
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    /// <summary>Reads a number as people write it, with what they put between its digits.</summary>
    /// <param name="text">Such as <c>06 12-34.56 78</c> or <c>+44 (20) 7946 0018</c>.</param>
    /// <param name="country">As <see cref="Read"/> has it.</param>
    /// <returns>Null when it is none.</returns>
    public static string? FromPeople(string text, string country)
    {
        const string Between = " .-/()\u00a0\u202f";
        return Read(
            string.Concat(text.Where(unit => !Between.Contains(unit, StringComparison.Ordinal))), country).Number;
    }

    /// <summary>
    /// Reads digits as they are dialled: with + or 00 and the country's code, without either, or as within the country.
    /// </summary>
    /// <param name="dialled">Digits, perhaps with + before them; nothing between them.</param>
    /// <param name="country">The country that numbers without a code belong to, as ISO 3166-1 has it.</param>
    /// <returns>The number, or null and what is wrong with it. Numbers of lengths that the country has count, in use or
    /// not.</returns>
    public static (string? Number, PhoneProblem Problem) Read(string dialled, string country)
    {
        var digits = dialled.TrimStart('+');
        if (digits.Length == 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return (null, PhoneProblem.NotANumber);
        if (dialled[0] == '+' || digits.StartsWith("00", StringComparison.Ordinal))
            return Parse(dialled[0] == '+' ? dialled : $"+{digits[2..]}", country);
        var read = country == France ? ReadFrench(digits) : Parse(digits, country);
        // Whoever lives abroad may still have a French number.
        if (country != France && (read.Number is null || !IsInUse(read.Number)) &&
            ReadFrench(digits).Number is { } french && (IsInUse(french) || digits is ['0', '6' or '7', ..]))
            return (french, PhoneProblem.None);
        // "33612345678": the code without its mark, believed only of a number that is one.
        return read.Number is null && Parse($"+{digits}", country).Number is { } coded && IsInUse(coded)
            ? (coded, PhoneProblem.None)
            : read;
    }

    // Ten digits with the zero (the regulator's numbering plan): whoever leaves the zero out has left one out.
    private static (string? Number, PhoneProblem Problem) ReadFrench(string digits) => digits switch
    {
        { Length: < FrenchDigits } => (null, PhoneProblem.TooShort),
        { Length: > FrenchDigits } => (null, PhoneProblem.TooLong),
        ['0', not '0', ..] => Parse(digits, France),
        _ => (null, PhoneProblem.UnknownPrefix),
    };

    private static (string? Number, PhoneProblem Problem) Parse(string dialled, string country)
    {
        try
        {
            var parsed = Numbers.Parse(dialled, country);
            var problem = Numbers.IsPossibleNumberWithReason(parsed) switch
            {
                PhoneNumberUtil.ValidationResult.IS_POSSIBLE => PhoneProblem.None,
                PhoneNumberUtil.ValidationResult.TOO_LONG => PhoneProblem.TooLong,
                PhoneNumberUtil.ValidationResult.INVALID_COUNTRY_CODE => PhoneProblem.UnknownPrefix,
                _ => PhoneProblem.TooShort,
            };
            // "+33 0 00…": no subscriber's number begins with a zero that stays.
            if (problem == PhoneProblem.None && parsed is { CountryCode: 33, HasNumberOfLeadingZeros: true })
                problem = PhoneProblem.UnknownPrefix;
            return problem == PhoneProblem.None
                ? (Numbers.Format(parsed, PhoneNumberFormat.E164), problem)
                : (null, problem);
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

    /// <summary>
    /// The number that someone wrote who may be anywhere: of the country in which it is one and is written in such
    /// groups, the likelier country first.
    /// </summary>
    /// <param name="text">As it was written, with what stood between its digits.</param>
    /// <param name="countries">Where they may be, the likeliest first, as ISO 3166-1 has it.</param>
    /// <returns>Null when it is one in none of them.</returns>
    public static string? Likeliest(string text, IReadOnlyList<string> countries)
    {
        if (text.TrimStart().StartsWith('+') || text.TrimStart().StartsWith("00", StringComparison.Ordinal))
            return FromPeople(text, countries.Count > 0 ? countries[0] : France);
        var groups = GroupsOf(text);
        return countries
            .Select((country, rank) => (Number: FromPeople(text, country), Country: country, Rank: rank))
            .Where(one => one.Number is not null && (CountryOf(one.Number) ?? one.Country) == one.Country)
            .Select(one => (one.Number, one.Rank, IsInUse: IsInUse(one.Number!),
                IsWrittenSo: groups == GroupsOf(
                    Numbers.Format(Numbers.Parse(one.Number, null), PhoneNumberFormat.NATIONAL))))
            // What has the form of a number at home is one there before it is one anywhere else.
            .Where(one => one.IsInUse || one.IsWrittenSo || one.Rank == 0)
            .OrderByDescending(one => one.IsWrittenSo)
            .ThenBy(one => one.Rank)
            .Select(one => one.Number)
            .FirstOrDefault();
    }

    // How many digits stand together, in their order.
    private static string GroupsOf(string text)
    {
        var groups = new System.Text.StringBuilder();
        var digits = 0;
        foreach (var letter in text.Append(' '))
        {
            if (char.IsAsciiDigit(letter))
            {
                digits++;
            }
            else if (digits > 0)
            {
                groups.Append(digits).Append(' ');
                digits = 0;
            }
        }

        return groups.ToString();
    }

    private static bool IsInUse(string number) => Numbers.IsValidNumber(Numbers.Parse(number, null));
}

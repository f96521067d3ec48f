using System.Text.RegularExpressions;

namespace Gateway.Brain.Agents;

/// <summary>
/// Finds where a text says that someone is reached or paid: telephone numbers, addresses of mail and of the web,
/// accounts.
/// </summary>
internal static partial class ContactClaims
{
    // The last nine digits are the same at home and from abroad.
    private const int Significant = 9;
    private const int FewestDigits = 8;

    /// <summary>What is stated, each in one form however it is written, with its place.</summary>
    /// <param name="read">A text as it is read, with its links.</param>
    public static IEnumerable<(Claim Claim, int At)> In(string read)
    {
        IReadOnlyList<Match> mails = Mails().Matches(read);
        foreach (var match in mails)
            yield return (Of(match.Value), match.Index);
        foreach (Match match in Webs().Matches(read))
        {
            if (!IsOfMail(read, match) && !mails.Any(mail => IsWithin(mail, match)))
                yield return (Of(Address(match.Value)), match.Index);
        }

        IReadOnlyList<Match> accounts = Accounts().Matches(read);
        foreach (Match match in accounts)
            yield return (Of(new string([.. match.Value.Where(char.IsAsciiLetterOrDigit)])), match.Index);
        foreach (var stated in PhonesIn(read, accounts))
            yield return stated;
    }

    /// <summary>Of these what may be someone's own: addresses of mail and telephone numbers.</summary>
    /// <param name="read">A text as it is read.</param>
    public static IEnumerable<Claim> PersonalIn(string read) => Mails().Matches(read).Select(mail => Of(mail.Value))
        .Concat(PhonesIn(read, Accounts().Matches(read)).Select(stated => stated.Claim));

    private static IEnumerable<(Claim Claim, int At)> PhonesIn(string read, IReadOnlyList<Match> accounts)
    {
        foreach (Match match in Phones().Matches(read))
        {
            var digits = new string([.. match.Value.Where(char.IsAsciiDigit)]);
            if (digits.Length >= FewestDigits && !IsPartOfMore(read, match)
                && !accounts.Any(account => IsWithin(account, match)))
                yield return (Of(digits[^Math.Min(Significant, digits.Length)..]), match.Index);
        }
    }

    private static bool IsWithin(Match whole, Match part) =>
        part.Index >= whole.Index && part.Index < whole.Index + whole.Length;

    private static Claim Of(string where) => new(ClaimKind.Contact, 0, where.ToLowerInvariant());

    private static string Address(string web)
    {
        var scheme = web.IndexOf("://", StringComparison.Ordinal);
        var bare = (scheme < 0 ? web : web[(scheme + 3)..]).TrimEnd('.', ',', '/', ')', ']', '>', '"');
        return bare.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? bare[4..] : bare;
    }

    private static bool IsOfMail(string read, Match match) =>
        (match.Index > 0 && read[match.Index - 1] == '@')
        || (match.Index + match.Length < read.Length && read[match.Index + match.Length] == '@');

    // Of a longer number, a price or an address of the web.
    private static bool IsPartOfMore(string read, Match match)
    {
        var end = match.Index + match.Length;
        var before = match.Index > 0 ? read[match.Index - 1] : ' ';
        return char.IsLetterOrDigit(before) || before is '/' or '=' or '-'
            || (end < read.Length && char.IsLetterOrDigit(read[end]));
    }

    [GeneratedRegex(
        @"[a-z0-9._%+-]{1,64}(?:@| ?[\[(](?:at|arobase)[\])] ?)[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60})+",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Mails();

    // With a scheme any; without one what ends as addresses do, so that "etc.la" is none.
    [GeneratedRegex(
        @"[a-z][a-z0-9+.-]{1,10}://[^\s<>()\[\]""]{3,400}"
            + @"|www\.[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60})+(?:/[^\s<>()\[\]""]{0,400})?"
        + @"|\b[a-z0-9-]{2,60}(?:\.[a-z0-9-]{2,60}){0,3}\.(?:com|fr|net|org|io|eu|shop|store|info|biz|app|dev|co"
        + @"|uk|ru|cn|be|ch|lu|de|me|ly|gg|xyz|site|online|top|click|link|test|example"
        + @"|invalid)\b(?:/[^\s<>()\[\]""]{0,400})?",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Webs();

    // In small letters only with figures alone behind the country, so that no words are one.
    [GeneratedRegex(
        @"\b[A-Z]{2}[0-9]{2}(?:[ \u00A0\u202F.-]?[A-Z0-9]{4}){3,7}(?:[ \u00A0\u202F.-]?[A-Z0-9]{1,3})?\b"
        + @"|\b[A-Za-z]{2}[0-9]{2}(?:[ \u00A0\u202F.-]?[0-9]{4}){3,7}(?:[ \u00A0\u202F.-]?[A-Za-z0-9]{1,3})?\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Accounts();

    [GeneratedRegex(@"(?:\+|\(0?|\b0)[0-9](?:[ \u00A0\u202F./()-]{0,2}[0-9]){7,13}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Phones();
}

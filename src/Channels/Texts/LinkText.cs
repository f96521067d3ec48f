using Gateway.Sessions;

namespace Gateway.Channels.Texts;

/// <summary>How a link is written where it cannot lie under words.</summary>
internal static class LinkText
{
    /// <summary><c>words (address)</c>, or the address alone where the words are the same.</summary>
    public static string Of(string words, string address) =>
        Both(words, address) ?? $"{words.Trim()} ({Shown(address)})";

    /// <summary>The same as a line of its own: <c>words: address</c>.</summary>
    /// <param name="words">What it leads to.</param>
    /// <param name="address">Where it leads.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    public static string Line(string words, string address, string locale)
    {
        var text = words.ReplaceLineEndings(" ");
        return Both(text, address) ?? text.Trim() + EntryWords.Colon(locale) + Shown(address);
    }

    /// <summary>
    /// Whether a text says all that the line would: the address, in whatever way a number is written.
    /// </summary>
    public static bool IsSaid(string words, string address, string text) => Both(words, address) is { } both
        && Places(text, both).Any(place => IsWhole(text, place, both.Length));

    private static IEnumerable<int> Places(string text, string part)
    {
        for (var place = part.Length == 0 ? -1 : text.IndexOf(part, StringComparison.OrdinalIgnoreCase); place >= 0;
             place = text.IndexOf(part, place + 1, StringComparison.OrdinalIgnoreCase))
        {
            yield return place;
        }
    }

    // Not the beginning of a longer number or address.
    private static bool IsWhole(string text, int place, int length) =>
        (place == 0 || !char.IsLetterOrDigit(text[place - 1]))
        && (place + length == text.Length
        || !(char.IsLetterOrDigit(text[place + length]) || text[place + length] is '/' or '@' or '-' or '_'));

    /// <summary>
    /// What stands for both where words and address are the same, or one of them is empty; else null.
    /// </summary>
    private static string? Both(string words, string address)
    {
        var (text, shown) = (words.Trim(), Shown(address));
        // 01 23 45 67 89 is how the people of a country write +33123456789.
        if (shown.Length == 0 || E164.IsSame(text, shown))
            return text;
        return text.Length == 0 || text == shown || $"https://{text}" == shown.TrimEnd('/')
            || $"http://{text}" == shown.TrimEnd('/') ? shown : null;
    }

    // A mailbox's or a telephone's without its scheme.
    private static string Shown(string address) =>
        address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address["mailto:".Length..]
        : address.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? address["tel:".Length..]
        : address;
}

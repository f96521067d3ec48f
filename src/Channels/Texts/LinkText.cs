namespace Gateway.Channels.Texts;

/// <summary>How a link is written where it cannot lie under words.</summary>
internal static class LinkText
{
    /// <summary>An address as it is shown: that of a mailbox or a telephone without its scheme.</summary>
    public static string Shown(string address) =>
        address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address["mailto:".Length..]
        : address.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? address["tel:".Length..]
        : address;

    /// <summary><c>words (address)</c>, or the address alone where the words are the same.</summary>
    public static string Of(string words, string address)
    {
        var (text, shown) = (words.Trim(), Shown(address));
        if (shown.Length == 0)
            return text;
        return text.Length == 0 || text == shown || $"https://{text}" == shown.TrimEnd('/') || $"http://{text}" == shown.TrimEnd('/')
            ? shown
            : $"{text} ({shown})";
    }
}

using System.Buffers;
using System.Text.RegularExpressions;

namespace Gateway.Brain.House.Reading;

/// <summary>
/// What stands in a message and is no words: tags, links and escapes that were typed or pasted along.
/// </summary>
internal static partial class Markup
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("<[\\_:/.");

    /// <summary>
    /// The message without it. Of a link the last part of its path is kept: it may name what is sold there.
    /// </summary>
    public static string Without(string text) =>
        !text.AsSpan().ContainsAny(Signs)
            ? text
            : NoWord().Replace(Link().Replace(Tag().Replace(text, " "), NameOf), " ");

    private static string NameOf(Match link)
    {
        if (link.Groups["mail"].Success)
            return link.Value;
        var path = link.Groups["path"].Value.Split('?', '#')[0].TrimEnd('/');
        var last = path[(path.LastIndexOf('/') + 1)..];
        return last.Any(char.IsLetter) && last.Contains('-', StringComparison.Ordinal)
            ? $" {last.Replace('-', ' ')} "
            : " ";
    }

    // The whole of a script, and any other tag.
    [GeneratedRegex(
        @"<(?:script|style)[^>]{0,200}>[^<]{0,1000}(?:</(?:script|style)>)?|</?[a-z][^<>]{0,200}>|<!--[^>]{0,500}-->",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex(
        @"(?<mail>[^\s@]{1,64}@\S{1,200})|(?:(?:[a-z]{2,10}://|www\.)[^\s/)\]]{1,200}|\b[a-z0-9\-]{1,63}\.(?:com|net|org|fr|io|biz|shop|example)\b)(?<path>/[^\s)\]]{0,300})?", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    // "\u202e", "\x1b[31m", "__proto__". A backtick is as often an apostrophe, and "nom:Dupont" is no identifier.
    [GeneratedRegex(
        @"\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[nrt0])(?:\[[0-9;]{1,10}m)?|\[[0-9;]{1,10}m|[a-z0-9:]{0,40}__[a-z0-9_]{0,40}",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex NoWord();
}

using System.Text.RegularExpressions;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace Gateway.Channels.Texts;

/// <summary>Web addresses that stand in a text as they are: what is a mark elsewhere is a part of them.</summary>
internal sealed partial class BareAddresses : InlineParser
{
    private const int Longest = 2_000;

    public BareAddresses() => OpeningCharacters = ['h', 'H'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (char.IsLetterOrDigit(slice.PeekCharExtra(-1)) || slice.PeekCharExtra(1) is not ('t' or 'T'))
            return false;
        var rest = slice.Text.AsSpan(slice.Start, Math.Min(slice.Length, Longest));
        foreach (var match in Address().EnumerateMatches(rest))
        {
            // Closed, or the parser joins what follows to it by its place in another string.
            processor.Inline = new LiteralInline(
                Escape().Replace(rest[..match.Length].ToString(), "${mark}"))
            { IsClosed = true };
            slice.Start += match.Length;
            return true;
        }

        return false;
    }

    // Without the marks that end a sentence or close what was opened before the address.
    [GeneratedRegex(
        """^https?://(?:\\[!-/:-@\[-`{-~]|[^\s<>"'`\\\]|])*?(?=(?:\\?[.,;:!?…»)*_~]){0,16}(?:[\s<>"'`\]|]|\\(?![!-/:-@\[-`{-~])|$))""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Address();

    [GeneratedRegex(
        """\\(?<mark>[!-/:-@\[-`{-~])""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Escape();
}

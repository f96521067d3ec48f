using System.Globalization;
using System.Text;
using Gateway.Sessions;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Gateway.Channels.Texts;

/// <summary>Turns Markdown, as models and people write it, into a channel's own notation. Words are never lost: what is no Markdown stays as it stands.</summary>
internal sealed class MarkdownText
{
    private const int DeepestNesting = 40;

    private readonly MarkdownStyle _style;
    private readonly StringBuilder _text = new();

    private MarkdownText(MarkdownStyle style) => _style = style;

    /// <summary>The text in that notation, without blank lines at its ends.</summary>
    /// <param name="markdown">Clean text (<see cref="CleanText"/>).</param>
    /// <param name="style">The notation.</param>
    public static string Render(string markdown, MarkdownStyle style)
    {
        if (MarkdownReader.Read(markdown) is not { } document)
            return EntryText.Plain(AgentMarkdown.Unescape(markdown), style);

        var text = new MarkdownText(style);
        text.WriteBlocks(document, "", isTight: false, depth: 0);
        var rendered = text._text.ToString().Trim();
        return style.IsRead ? WhatsAppMarks.Release(rendered) : rendered;
    }

    private void WriteBlocks(ContainerBlock blocks, string indent, bool isTight, int depth)
    {
        var isFirst = true;
        foreach (var block in blocks)
        {
            if (block is ThematicBreakBlock)
                continue;
            if (!isFirst)
                _text.Append(isTight ? "\n" : "\n\n");
            isFirst = false;
            WriteBlock(block, indent, depth);
        }
    }

    private void WriteBlock(Block block, string indent, int depth)
    {
        switch (block)
        {
            case HeadingBlock heading:
                WriteLines(Wrap(Words(heading.Inline, isStrong: true), _style.Strong), indent);
                break;
            case Table table:
                WriteTable(table, indent);
                break;
            case ListBlock list:
                WriteList(list, indent, depth);
                break;
            case QuoteBlock quote:
                var inner = new MarkdownText(_style);
                inner.WriteBlocks(quote, "", isTight: false, depth + 1);
                WriteLines(inner._text.ToString(), indent + _style.Quote);
                break;
            case CodeBlock code:
                WriteLines(WrapBlock(code.Lines.ToString()), indent);
                break;
            case ContainerBlock container:
                WriteBlocks(container, indent, isTight: false, depth + 1);
                break;
            case LeafBlock leaf:
                WriteLines(leaf.Inline is null ? leaf.Lines.ToString() : Words(leaf.Inline, isStrong: false), indent);
                break;
            default:
                break;
        }
    }

    private void WriteList(ListBlock list, string indent, int depth)
    {
        var number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        var isFirst = true;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            if (!isFirst)
                _text.Append('\n');
            isFirst = false;
            var mark = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
            var inner = new MarkdownText(_style);
            inner.WriteBlocks(item, "", isTight: true, depth + 1);
            WriteLines(inner._text.ToString(), indent, mark);
        }
    }

    private void WriteTable(Table table, string indent) => WriteLines(
        string.Join('\n', table.OfType<TableRow>().Select(row =>
        {
            var cells = row.OfType<TableCell>().Select(cell => string.Join(' ', cell.OfType<LeafBlock>().Select(leaf => Words(leaf.Inline, row.IsHeader))));
            var line = string.Join(" | ", cells.Where(cell => cell.Length > 0));
            return row.IsHeader ? Wrap(line, _style.Strong) : line;
        })),
        indent);

    // Each line behind the indent; what follows the first line of an item stands under its words.
    private void WriteLines(string text, string indent, string mark = "")
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
                _text.Append('\n');
            if (i > 0 && lines[i].Length == 0)
                continue;
            _text.Append(indent).Append(i == 0 ? mark : new string(' ', mark.Length)).Append(lines[i]);
        }
    }

    private string Words(ContainerInline? inlines, bool isStrong)
    {
        var words = new StringBuilder();
        if (inlines is not null)
            WriteInlines(words, inlines, isStrong, 0);
        return words.ToString();
    }

    private void WriteInlines(StringBuilder words, ContainerInline inlines, bool isStrong, int depth)
    {
        // Deeper than this no one means it as formatting, and the stack has an end.
        foreach (var inline in depth < DeepestNesting ? (IEnumerable<Inline>)inlines : inlines.Descendants().OfType<LeafInline>())
        {
            switch (inline)
            {
                case LiteralInline literal:
                    Write(words, literal.Content.AsSpan());
                    break;
                case HtmlEntityInline entity:
                    Write(words, CleanText.Of(entity.Transcoded.ToString()));
                    break;
                case CodeInline code:
                    words.Append(Wrap(code.Content, _style.Code));
                    break;
                case LineBreakInline:
                    words.Append('\n');
                    break;
                case AutolinkInline address:
                    words.Append(address.Url);
                    break;
                case LinkInline link:
                    WriteLink(words, link, isStrong, depth);
                    break;
                case EmphasisInline emphasis:
                    WriteEmphasis(words, emphasis, isStrong, depth);
                    break;
                case ContainerInline container:
                    WriteInlines(words, container, isStrong, depth + 1);
                    break;
                default:
                    words.Append(inline);
                    break;
            }
        }
    }

    private void Write(StringBuilder words, ReadOnlySpan<char> literal)
    {
        if (_style.IsRead)
            words.Append(WhatsAppMarks.Hold(literal));
        else
            words.Append(literal);
    }

    private void WriteEmphasis(StringBuilder words, EmphasisInline emphasis, bool isStrong, int depth)
    {
        var isBold = emphasis is { DelimiterChar: '*' or '_', DelimiterCount: 2 };
        var mark = emphasis.DelimiterChar == '~' ? _style.Strike : !isBold ? _style.Emphasis : isStrong ? "" : _style.Strong;
        var inner = new StringBuilder();
        WriteInlines(inner, emphasis, isStrong || isBold, depth + 1);

        // Within a word the marks would be read as what they are: stars.
        var isInWord = (words.Length > 0 && char.IsLetterOrDigit(words[^1])) ||
            (emphasis.NextSibling is LiteralInline { Content.IsEmpty: false } next && char.IsLetterOrDigit(next.Content.CurrentChar));
        words.Append(isInWord ? inner : Wrap(inner.ToString(), mark));
    }

    private void WriteLink(StringBuilder words, LinkInline link, bool isStrong, int depth)
    {
        var inner = new StringBuilder();
        WriteInlines(inner, link, isStrong, depth + 1);
        var (text, address) = (inner.ToString(), link.Url ?? "");
        words.Append(LinkText.Of(text, address));
    }

    // Marks hold within a line, and only right next to a word; at the end of an address they would be taken for a part of it.
    private static string Wrap(string text, string mark) =>
        mark.Length == 0 || text.Contains(mark, StringComparison.Ordinal) || WhatsAppMarks.Holds(text, mark) || text.Contains("://", StringComparison.Ordinal)
        ? text
        : string.Join('\n', text.Split('\n').Select(line => line.Trim() is { Length: > 0 } words
            ? string.Concat(line.AsSpan(0, line.IndexOf(words[0], StringComparison.Ordinal)), mark + words + mark, line.AsSpan(line.TrimEnd().Length))
            : line));

    private string WrapBlock(string code) =>
        _style.CodeBlock.Length == 0 || code.Contains(_style.CodeBlock, StringComparison.Ordinal) ? code : _style.CodeBlock + code + _style.CodeBlock;
}

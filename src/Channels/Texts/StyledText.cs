using System.Globalization;
using Gateway.Sessions;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Gateway.Channels.Texts;

/// <summary>
/// Reads an agent's Markdown into text with its looks, once for all channels; each writes these in its own notation.
/// Headings are bold lines, tables lines, pictures links; rules are layout and left out. Words are never lost: what is
/// no Markdown stays as it stands, and HTML is text like any other.
/// </summary>
internal sealed class StyledText
{
    private const int DeepestNesting = 40;
    private const string Bullet = "- ";
    private const string BetweenCells = " | ";

    private readonly List<StyledRun> _runs = [];

    // What each list around the current block puts before a line.
    private readonly List<string> _indents = [];

    // What parts the next words from those before them; lost where none follow.
    private string _separator = "";
    private bool _isLineStart;
    private int _written;

    private StyledText()
    {
    }

    /// <summary>The words of an agent.</summary>
    /// <param name="markdown">Markdown of any quality.</param>
    public static IReadOnlyList<StyledRun> Read(string markdown)
    {
        var clean = CleanText.Of(markdown);
        if (MarkdownReader.Read(clean) is not { } document)
            return Plain(AgentMarkdown.Unescape(clean));

        var text = new StyledText();
        text.Blocks(document, TextStyle.None, "\n\n");
        return text._runs;
    }

    /// <summary>Text without any notation, such as what an operator writes.</summary>
    public static IReadOnlyList<StyledRun> Plain(string text) =>
        CleanText.Of(text) is { Length: > 0 } clean ? [new StyledRun(clean)] : [];

    /// <summary>What is read.</summary>
    public static string WordsOf(IEnumerable<StyledRun> runs) => string.Concat(runs.Select(run => run.Text));

    private void Blocks(ContainerBlock container, TextStyle style, string separator)
    {
        foreach (var block in container)
        {
            Block(block, style);
            Part(separator);
        }
    }

    private void Block(Block block, TextStyle style)
    {
        switch (block)
        {
            case ThematicBreakBlock:
                break;
            case HeadingBlock heading:
                Inlines(heading.Inline, style | TextStyle.Bold, link: null, depth: 0);
                break;
            case CodeBlock code:
                Add(code.Lines.ToString(), style | TextStyle.Pre);
                break;
            case QuoteBlock quote:
                Blocks(quote, style | TextStyle.Quote, "\n\n");
                break;
            case ListBlock list:
                List(list, style);
                break;
            case Table table:
                Rows(table, style);
                break;
            case LeafBlock { Inline: { } inline }:
                Inlines(inline, style, link: null, depth: 0);
                break;
            case LeafBlock leaf:
                Add(leaf.Lines.ToString(), style);
                break;
            case ContainerBlock container:
                Blocks(container, style, "\n\n");
                break;
            default:
                break;
        }
    }

    private void List(ListBlock list, TextStyle style)
    {
        var number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start
            : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered
                ? string.Create(CultureInfo.InvariantCulture, $"{number++}{list.OrderedDelimiter} ")
                : Bullet;
            Add(mark, (style & TextStyle.Quote) | (list.IsOrdered ? TextStyle.None : TextStyle.Bullet));
            _indents.Add(new string(' ', mark.Length));
            Blocks(item, style, "\n");
            _indents.RemoveAt(_indents.Count - 1);
            Part("\n");
        }
    }

    private void Rows(Table table, TextStyle style)
    {
        foreach (var row in table.OfType<TableRow>())
        {
            foreach (var cell in row.OfType<TableCell>())
            {
                var (separator, written) = (_separator, _written);
                Blocks(cell, row.IsHeader ? style | TextStyle.Bold : style, " ");
                _separator = _written > written ? BetweenCells : separator;
            }

            Part("\n");
        }
    }

    private void Inlines(ContainerInline? container, TextStyle style, string? link, int depth)
    {
        if (container is null)
            return;
        // Deeper than this no one means it as formatting, and the stack has an end.
        foreach (var inline in depth < DeepestNesting
            ? (IEnumerable<Inline>)container
            : container.Descendants().OfType<LeafInline>())
            Inline(inline, style, link, depth);
    }

    private void Inline(Inline inline, TextStyle style, string? link, int depth)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Add(literal.Content.ToString(), style, link);
                break;
            case LineBreakInline:
                Add("\n", style, link);
                _isLineStart = true;
                break;
            case CodeInline code:
                Add(code.Content, style | TextStyle.Code, link);
                break;
            case HtmlEntityInline entity:
                Add(CleanText.Of(entity.Transcoded.ToString()), style, link);
                break;
            case AutolinkInline address:
                Add(address.Url, style, link);
                break;
            // Without words the address is what there is to read.
            case LinkInline { FirstChild: null, Url: { Length: > 0 } address }:
                Add(CleanText.Of(address), style, link);
                break;
            case LinkInline anchor:
                Inlines(
                    anchor, style, link ?? (anchor.Url is { Length: > 0 } url ? CleanText.Of(url) : null), depth + 1);
                break;
            case EmphasisInline emphasis:
                Inlines(emphasis, style | StyleOf(emphasis), link, depth + 1);
                break;
            case ContainerInline other:
                Inlines(other, style, link, depth + 1);
                break;
            default:
                Add(inline.ToString() ?? "", style, link);
                break;
        }
    }

    private static TextStyle StyleOf(EmphasisInline emphasis) => emphasis switch
    {
        { DelimiterChar: '~' } => TextStyle.Strike,
        { DelimiterCount: 2 } => TextStyle.Bold,
        _ => TextStyle.Italic,
    };

    // The outer one of those that come together comes last: an item is parted from the next one as items are, whatever
    // it ends with.
    private void Part(string separator)
    {
        if (_runs.Count > 0)
            _separator = separator;
    }

    private void Add(string text, TextStyle style, string? link = null)
    {
        if (text.Length == 0)
            return;
        if (_separator.Length > 0)
        {
            // A quotation is one, blank lines and all, and so is the head of a table.
            var both = style & _runs[^1].Style;
            Append(
                _separator, both & (_separator == BetweenCells ? TextStyle.Quote | TextStyle.Bold : TextStyle.Quote),
                null);
            _isLineStart = _separator[0] == '\n';
            _separator = "";
        }

        if (_isLineStart)
        {
            _isLineStart = false;
            foreach (var indent in _indents)
                _runs.Add(new StyledRun(indent, (style & TextStyle.Quote) | TextStyle.Indent));
        }

        Append(text, style, link);
        _written++;
    }

    private void Append(string text, TextStyle style, string? link)
    {
        if (_runs.Count > 0 && _runs[^1] is var last && last.Style == style && last.Link == link)
            _runs[^1] = last with { Text = last.Text + text };
        else
            _runs.Add(new StyledRun(text, style, link));
    }
}

using Gateway.Channels.Texts;
using Gateway.Sessions;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Reads an agent's Markdown into text with its looks. What Telegram cannot show becomes plain text that says the same: headings bold lines, tables
/// lines, pictures their description. HTML in it is text like any other.
/// </summary>
internal sealed class TelegramMarkdown
{
    private readonly List<TelegramRun> _runs = [];

    private TelegramMarkdown()
    {
    }

    /// <summary>The text of an entry.</summary>
    /// <param name="text">Markdown of any quality.</param>
    public static IReadOnlyList<TelegramRun> Read(string text)
    {
        var clean = CleanText.Of(text);
        if (MarkdownReader.Read(clean) is not { } document)
            return Plain(AgentMarkdown.Unescape(clean));

        var reader = new TelegramMarkdown();
        reader.Blocks(document, TelegramStyle.None, indent: "", separator: "\n\n");
        return reader._runs;
    }

    /// <summary>Text without any notation, such as what an operator writes.</summary>
    public static IReadOnlyList<TelegramRun> Plain(string text) => CleanText.Of(text) is { Length: > 0 } clean ? [new TelegramRun(clean)] : [];

    private void Blocks(ContainerBlock container, TelegramStyle style, string indent, string separator)
    {
        var isFirst = true;
        foreach (var block in container)
        {
            if (!isFirst)
                Add(separator, style & TelegramStyle.Quote);
            isFirst = false;
            Block(block, style, indent);
        }
    }

    private void Block(Block block, TelegramStyle style, string indent)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Inlines(heading.Inline, style | TelegramStyle.Bold, link: null);
                break;
            case CodeBlock code:
                Add(code.Lines.ToString(), style | TelegramStyle.Pre);
                break;
            case QuoteBlock quote:
                Blocks(quote, style | TelegramStyle.Quote, indent, "\n");
                break;
            case ListBlock list:
                List(list, style, indent);
                break;
            case Table table:
                Rows(table, style);
                break;
            case ThematicBreakBlock:
                Add("———", style);
                break;
            case LeafBlock { Inline: { } inline }:
                Inlines(inline, style, link: null);
                break;
            case LeafBlock leaf:
                Add(leaf.Lines.ToString(), style);
                break;
            case ContainerBlock container:
                Blocks(container, style, indent, "\n");
                break;
        }
    }

    private void List(ListBlock list, TelegramStyle style, string indent)
    {
        var number = int.TryParse(list.OrderedStart, System.Globalization.CultureInfo.InvariantCulture, out var start) ? start : 1;
        var isFirst = true;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number}{list.OrderedDelimiter} ") : "• ";
            Add((isFirst ? "" : "\n") + (isFirst && indent.Length > 0 ? "" : indent) + mark, style & TelegramStyle.Quote);
            Blocks(item, style, indent + "   ", "\n" + indent + "   ");
            number++;
            isFirst = false;
        }
    }

    private void Rows(Table table, TelegramStyle style)
    {
        var isFirstRow = true;
        foreach (var row in table.OfType<TableRow>())
        {
            if (!isFirstRow)
                Add("\n", style & TelegramStyle.Quote);
            isFirstRow = false;
            var isFirstCell = true;
            foreach (var cell in row.OfType<TableCell>())
            {
                if (!isFirstCell)
                    Add(" | ", style);
                isFirstCell = false;
                Blocks(cell, row.IsHeader ? style | TelegramStyle.Bold : style, indent: "", separator: " ");
            }
        }
    }

    private void Inlines(ContainerInline? container, TelegramStyle style, string? link)
    {
        foreach (var inline in container ?? [])
            Inline(inline, style, link);
    }

    private void Inline(Inline inline, TelegramStyle style, string? link)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Add(literal.Content.ToString(), style, link);
                break;
            case LineBreakInline:
                Add("\n", style, link);
                break;
            case CodeInline code:
                Add(code.Content, style | TelegramStyle.Code, link);
                break;
            case HtmlEntityInline entity:
                Add(CleanText.Of(entity.Transcoded.ToString()), style, link);
                break;
            case AutolinkInline auto:
                Add(auto.Url, style, link);
                break;
            case LinkInline anchor:
                Inlines(anchor, style, anchor.IsImage ? link : link ?? Target(anchor));
                break;
            case EmphasisInline emphasis:
                Inlines(emphasis, style | StyleOf(emphasis), link);
                break;
            case ContainerInline other:
                Inlines(other, style, link);
                break;
            default:
                Add(inline.ToString() ?? "", style, link);
                break;
        }
    }

    private static TelegramStyle StyleOf(EmphasisInline emphasis) => emphasis switch
    {
        { DelimiterChar: '~' } => TelegramStyle.Strike,
        { DelimiterCount: 2 } => TelegramStyle.Bold,
        _ => TelegramStyle.Italic,
    };

    /// <summary>Where a link leads, when it is somewhere Telegram goes; null when it is the address that can be read anyway.</summary>
    private static string? Target(LinkInline link) =>
        Uri.TryCreate(link.Url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "tg" or "mailto" or "tel" &&
        !(link.FirstChild is LiteralInline { NextSibling: null } words && link.Url.EndsWith(words.Content.ToString(), StringComparison.Ordinal))
            ? CleanText.Of(link.Url)
            : null;

    private void Add(string text, TelegramStyle style, string? link = null)
    {
        if (text.Length == 0)
            return;
        if (_runs.Count > 0 && _runs[^1] is var last && last.Style == style && last.Link == link)
            _runs[^1] = last with { Text = last.Text + text };
        else
            _runs.Add(new TelegramRun(text, style, link));
    }
}

using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>
/// Turns HTML into plain text: a line for each paragraph and list item, nothing of scripts and styles, links with their
/// address.
/// </summary>
internal static class HtmlText
{
    private const int MaxDepth = 100;

    public static string From(string html)
    {
        if (!html.Contains('<', StringComparison.Ordinal) && !html.Contains('&', StringComparison.Ordinal))
            return PlainText.Tidy(html);
        var text = new StringBuilder(html.Length);
        var document = new HtmlParser().ParseDocument(html);
        if (document.Body is { } body)
            Write(body, text, 0);
        return PlainText.Tidy(text.ToString());
    }

    private static void Write(INode node, StringBuilder text, int depth)
    {
        if (depth > MaxDepth)
            return;
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText words:
                    text.Append(words.Data.Replace('\n', ' '));
                    break;
                case IElement element when element.LocalName is "script" or "style" or "template" or "noscript":
                    break;
                case IElement element:
                    Write(element, text, depth);
                    break;
            }
        }
    }

    private static void Write(IElement element, StringBuilder text, int depth)
    {
        var isBlock = element.LocalName is "p" or "div" or "ul" or "ol" or "li" or "br" or "table" or "tr"
            or "blockquote" or "pre"
            or "section" or "article" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "hr" or "dl" or "dt" or "dd";
        if (isBlock)
            text.Append('\n');
        if (element.LocalName == "li")
            text.Append("• ");
        Write((INode)element, text, depth + 1);
        if (element.LocalName is "td" or "th")
            text.Append(' ');
        if (element.LocalName == "a" && element.GetAttribute("href") is { } address
            && address.StartsWith("http", StringComparison.OrdinalIgnoreCase)
                && !element.TextContent.Contains(address, StringComparison.Ordinal))
        {
            text.Append(" (").Append(address).Append(')');
        }

        if (isBlock)
            text.Append('\n');
    }
}

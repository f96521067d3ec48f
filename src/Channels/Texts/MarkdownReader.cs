using Markdig;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

namespace Gateway.Channels.Texts;

/// <summary>
/// Reads the notation of agents, <see cref="Gateway.Sessions.AgentMarkdown"/>, the same way for every channel.
/// </summary>
internal static class MarkdownReader
{
    // Beyond these a text is no one's formatting, and the parser's time grows with their square.
    private const int LongestFormatted = 20_000;
    private const int MostBrackets = 500;

    private static readonly MarkdownPipeline Pipeline = Build();

    /// <summary>
    /// The blocks of a text, or null when it is so long or nested so deep that no one means it as formatting: then only
    /// its escapes are.
    /// </summary>
    /// <param name="clean">Clean text (<see cref="CleanText"/>).</param>
    public static MarkdownDocument? Read(string clean)
    {
        if (clean.Length > LongestFormatted || clean.AsSpan().Count('[') - clean.AsSpan().Count("\\[") > MostBrackets)
            return null;
        try
        {
            return Markdown.Parse(clean, Pipeline);
        }
        catch (ArgumentException)
        {
            // Nested deeper than the parser goes.
            return null;
        }
    }

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables();
        // In a chat nobody means code by a few blanks.
        builder.BlockParsers.TryRemove<IndentedCodeBlockParser>();
        builder.BlockParsers.Replace<ParagraphBlockParser>(new Paragraphs());
        // Marks within a word are words: 2*3*4, snake_case.
        var emphasis = builder.InlineParsers.FindExact<EmphasisInlineParser>()!.EmphasisDescriptors;
        emphasis.Clear();
        emphasis.Add(new EmphasisDescriptor('*', 1, 2, enableWithinWord: false));
        emphasis.Add(new EmphasisDescriptor('_', 1, 2, enableWithinWord: false));
        emphasis.Add(new EmphasisDescriptor('~', 2, 2, enableWithinWord: false));
        // An address is shown as it stands, marks and all.
        builder.InlineParsers.Insert(0, new BareAddresses());
        return builder.Build();
    }

    /// <summary>
    /// Paragraphs that stay what they are: definitions of references (<c>[a]: b</c>) would take words out of the text.
    /// </summary>
    private sealed class Paragraphs : ParagraphBlockParser
    {
        public Paragraphs() => ParseSetextHeadings = false;

        public override bool Close(BlockProcessor processor, Block block)
        {
            if (block is not ParagraphBlock paragraph)
                return true;
            ref var lines = ref paragraph.Lines;
            for (var i = 0; i < lines.Count; i++)
                lines.Lines[i].Slice.TrimStart();
            return lines.Count > 0;
        }
    }
}

using System.Globalization;
using Gateway.Brain.Words;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>
/// Reads answered questions from Markdown: a heading for each question; what follows until the next heading of the same
/// or a higher level is its answer. The level with the most headings is that of the questions: those above it are
/// titles and sections, those below it are part of an answer. Lines <c>- ? how long</c> right below a heading are other
/// ways of asking and no part of the answer.
/// </summary>
internal static class FaqReader
{
    private const int MaxQuestion = 1_000;
    private const int MaxAnswer = 20_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoLinks()
        .Build();

    public static IReadOnlyList<FaqItem> Read(string text, FileErrors errors)
    {
        var ways = WaysOfAsking.TakenOutOf(ref text);
        var blocks = Markdown.Parse(text, Pipeline).ToList();
        var headings = blocks.OfType<HeadingBlock>().ToList();
        if (headings.Count == 0)
        {
            errors.Refuse(null, null, "has no heading: each question is a heading with its answer below");
            return [];
        }

        var level = headings.GroupBy(heading => heading.Level)
            .OrderByDescending(group => group.Count())
            .ThenByDescending(group => group.Key)
            .First().Key;
        var items = new List<FaqItem>();
        var asked = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var heading in headings.Where(heading => heading.Level == level))
        {
            var line = heading.Line + 1;
            var question = PlainText.TidyLine(Render([heading]));
            var answer = Render(blocks
                .SkipWhile(block => block != heading)
                .Skip(1)
                .TakeWhile(block => block is not HeadingBlock next || next.Level > level));
            var others = ways.Below(line, LineAfter(line), errors);
            if (question.Length == 0)
                errors.Add(line, null, "the heading is empty");
            else if (answer.Length == 0)
                errors.Add(line, null, "the question has no answer");
            else if (question.Length > MaxQuestion || answer.Length > MaxAnswer)
                errors.Add(
                    line, null,
                    string.Create(
                    CultureInfo.InvariantCulture,
                    $"the question is longer than {MaxQuestion} letters, or its answer than {MaxAnswer}"));
            else if (!asked.TryAdd(question, line))
                errors.Add(line, null, $"the question has been asked before, at line {asked[question]}");
            else
                items.Add(new FaqItem(question, answer, line) { Ways = others });
        }

        ways.Refuse(errors);
        return items;

        int LineAfter(int line) => headings
            .Where(heading => heading.Level <= level && heading.Line + 1 > line)
            .Select(heading => heading.Line + 1)
            .FirstOrDefault(int.MaxValue);
    }

    private static string Render(IEnumerable<Block> blocks)
    {
        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        foreach (var block in blocks)
            renderer.Render(block);
        return HtmlText.From(html.ToString());
    }
}

using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Brain.House.Learning;

/// <summary>Where a conversation stands when something is said: what the same words mean hangs on it.</summary>
/// <param name="Asked">What was asked last, by the corpora's names; <c>none</c> when nothing was.</param>
/// <param name="About">What is under discussion, by the corpora's names; <c>none</c> when nothing is.</param>
/// <param name="Locale"><c>fr</c> or <c>en</c>.</param>
internal sealed record Situation(string Asked, string About, string Locale);

/// <summary>A piece of an utterance, from the token it begins with.</summary>
/// <param name="Act">What is done with it.</param>
/// <param name="First">Its first token.</param>
/// <param name="Count">How many tokens it has.</param>
internal readonly record struct Clause(string Act, int First, int Count);

/// <summary>What somebody wrote, with what it means.</summary>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Kinds">For each token the kind of span it belongs to, or null.</param>
/// <param name="Begins">For each token whether a span begins with it.</param>
/// <param name="Clauses">Its clauses, in order; together they are all its tokens.</param>
/// <param name="Situation">Where the conversation stood.</param>
internal sealed record Example(
    IReadOnlyList<Token> Tokens, IReadOnlyList<string?> Kinds, IReadOnlyList<bool> Begins,
    IReadOnlyList<Clause> Clauses, Situation Situation);

/// <summary>Reads corpus files. Their format stands in <c>House/Corpus/README.md</c>.</summary>
internal static partial class Corpus
{
    /// <summary>Reads a corpus: <c>{solution}.{locale}.{set}.txt</c>.</summary>
    /// <exception cref="FormatException">A line is not of the format; the message names file, line and reason.
    /// </exception>
    public static List<Example> Read(string path)
    {
        if (Path.GetFileName(path).Split('.') is not [_, var locale, _, "txt"])
            throw new FormatException($"{path}: a corpus is called solution.locale.set.txt.");
        List<Example> examples = [];
        Situation? situation = null;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            try
            {
                if (line.Length == 0 || line[0] == '#')
                    continue;
                if (line[0] == '@')
                    situation = SituationOf(line, locale);
                else
                {
                    examples.Add(
                        ExampleOf(line, situation ?? throw new FormatException("no context stands before it")));
                }
            }
            catch (FormatException wrong)
            {
                throw new FormatException($"{path}, line {number}: {wrong.Message}.", wrong);
            }
        }

        return examples;
    }

    private static Situation SituationOf(string line, string locale)
    {
        var members = line[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(member => member.Split('='))
            .Where(member => member.Length == 2)
            .ToDictionary(member => member[0], member => member[1]);
        return members.TryGetValue("asked", out var asked) && members.TryGetValue("about", out var about)
            ? new Situation(asked, about, locale)
            : throw new FormatException("a context says asked= and about=");
    }

    private static Example ExampleOf(string line, Situation situation)
    {
        var bar = line.IndexOf(" | ", StringComparison.Ordinal);
        if (bar < 0)
            throw new FormatException("an utterance is acts, ' | ' and the text");
        var acts = line[..bar].Split(" // ", StringSplitOptions.TrimEntries);
        var clauses = line[(bar + 3)..].Split(" // ");
        if (acts.Length != clauses.Length)
            throw new FormatException($"there are {acts.Length} acts for {clauses.Length} clauses");
        var text = new StringBuilder();
        List<(int Start, int End, string Kind)> spans = [];
        List<int> starts = [];
        foreach (var clause in clauses)
        {
            if (text.Length > 0)
                text.Append(' ');
            starts.Add(text.Length);
            Append(clause, text, spans);
        }

        return Tokenized(text.ToString(), acts, starts, spans, situation);
    }

    private static void Append(string clause, StringBuilder text, List<(int, int, string)> spans)
    {
        var done = 0;
        foreach (Match span in Span().Matches(clause))
        {
            text.Append(clause, done, span.Index - done);
            var start = text.Length;
            text.Append(span.Groups["surface"].ValueSpan);
            spans.Add((start, text.Length, span.Groups["kind"].Value));
            done = span.Index + span.Length;
        }

        text.Append(clause, done, clause.Length - done);
    }

    private static Example Tokenized(
        string text, string[] acts, List<int> starts, List<(int Start, int End, string Kind)> spans,
        Situation situation)
    {
        var tokens = Token.In(text);
        var kinds = new string?[tokens.Count];
        var begins = new bool[tokens.Count];
        foreach (var (start, end, kind) in spans)
        {
            var first = true;
            for (var i = 0; i < tokens.Count; i++)
            {
                if (tokens[i].Start < start || tokens[i].Start >= end)
                    continue;
                kinds[i] = kind;
                begins[i] = first;
                first = false;
            }
        }

        List<Clause> clauses = [];
        for (var clause = 0; clause < starts.Count; clause++)
        {
            var end = clause + 1 < starts.Count ? starts[clause + 1] : text.Length;
            var first = tokens.FindIndex(token => token.Start >= starts[clause]);
            var count = tokens.Count(token => token.Start >= starts[clause] && token.Start < end);
            if (count == 0)
                throw new FormatException("a clause is empty");
            clauses.Add(new Clause(acts[clause], first, count));
        }

        return new Example(tokens, kinds, begins, clauses, situation);
    }

    [GeneratedRegex(
        @"\[(?<surface>[^\[\]]*)\]\((?<kind>[^()]*)\)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Span();
}

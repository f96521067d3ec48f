using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Agents;

/// <summary>
/// Stands between a model's words and the contact: a sentence that claims what does not stand in what the turn knows
/// (by the solution's <see cref="ClaimRules"/>) is not said. Sentences are shown whole, once they are known to be true;
/// only words that code has put together stream through as they come, up to a sentence's first figure.
/// </summary>
internal sealed partial class ReplyGuard(
    TurnContext context, ClaimRules rules, IReplyStream stream, ReplyMetrics metrics, ILogger logger)
{
    private readonly KnownClaims _known = new(rules);
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _sentence = new();
    private int _shown;
    private int _figureAt = -1;
    private bool _corrected;
    private bool _paragraphEnded;

    /// <summary>All that was said, as it is to be committed: without what was held back for good.</summary>
    public string Text => _text.ToString().Trim();

    /// <summary>Adds figures that may be said: a tool's result, the turn's facts.</summary>
    public void Learn(JsonElement facts) => _known.Learn(facts);

    /// <summary>Cancelled when nobody is to hear more: <see cref="IReplyStream.Interrupted"/>.</summary>
    public CancellationToken Interrupted => stream.Interrupted;

    /// <summary>What may not be said without support.</summary>
    public ClaimRules Rules => rules;

    /// <summary>
    /// Whether what is written is worded by code out of what tools answered, and need not wait for its sentence's end.
    /// </summary>
    public bool IsWordedByCode { get; set; }

    /// <summary>What the model was told of its role and is not to tell on; null where code words the answer.</summary>
    public PromptLeak? Leak { get; set; }

    /// <summary>Things that the business has, by the words of their names, folded: what is said of one of them is not
    /// said of another.</summary>
    public IReadOnlySet<string> Things { set => _known.Things = value; }

    /// <summary>Hears of each sentence that is not said.</summary>
    public Action<string> Held { get; init; } = _ => { };

    /// <summary>Says what code itself has worded, unchecked, as a paragraph of its own.</summary>
    public void Say(AgentText text)
    {
        EndParagraph();
        Show(BreakIfNeeded() + text.Markdown);
        _text.Append(text.Markdown);
        EndParagraph();
    }

    /// <summary>Takes the next piece of a model's words.</summary>
    public void Write(string text)
    {
        foreach (var letter in text)
        {
            if (_sentence.Length == 0 && char.IsWhiteSpace(letter) && (_paragraphEnded || _text.Length == 0))
                continue;
            if (_sentence.Length > 0 && char.IsWhiteSpace(letter) && EndsSentence(letter))
                CompleteSentence();
            if (_sentence.Length == 0)
                Show(BreakIfNeeded());
            if (_figureAt < 0 && IsFigure(letter))
                _figureAt = _sentence.Length;
            _sentence.Append(letter);
        }

        ShowWhatIsSafe();
    }

    /// <summary>Checks and shows what is still held back. What comes next starts a new paragraph.</summary>
    public void EndParagraph()
    {
        CompleteSentence();
        _paragraphEnded = _text.Length > 0;
    }

    /// <summary>Forgets a sentence that will not come to its end, unless some of it was shown.</summary>
    public void DropUnfinished()
    {
        if (_shown > 0)
            return;
        _sentence.Clear();
        _figureAt = -1;
    }

    private bool EndsSentence(char next) => next == '\n' || _sentence[^1] is '.' or '!' or '?' or '…' or '\n';

    private string BreakIfNeeded()
    {
        if (!_paragraphEnded)
            return "";
        _paragraphEnded = false;
        // It was begun for a sentence that was dropped.
        if (_text is [.., '\n', '\n'])
            return "";
        TrimEnd(_text);
        _text.Append("\n\n");
        return "\n\n";
    }

    private void ShowWhatIsSafe()
    {
        if (!IsWordedByCode)
            return;
        var safe = _figureAt < 0 ? _sentence.Length : _figureAt;
        if (safe <= _shown)
            return;
        var shown = _sentence.ToString(_shown, safe - _shown);
        var whole = AgentMarkdown.LengthOfWhole(shown);
        if (whole == 0)
            return;
        Show(shown[..whole]);
        _shown += whole;
    }

    private void CompleteSentence()
    {
        if (_sentence.Length == 0)
            return;
        var sentence = _sentence.ToString();
        var plain = AgentMarkdown.Unmark(sentence);
        if (_known.Unsupported(plain) is null && Leak?.IsIn(sentence) != true)
        {
            Show(sentence[_shown..]);
            _text.Append(sentence);
        }
        else
        {
            Replace(sentence);
        }

        _sentence.Clear();
        _shown = 0;
        _figureAt = -1;
    }

    private void Replace(string sentence)
    {
        metrics.SentenceReplaced();
        Log.SentenceReplaced(logger, context.Turn.Id);
        Held(sentence);
        // What was shown of the sentence stays on the screen until the committed entry replaces it; the dash cuts it
        // off.
        var cut = _shown > 0 ? " – " : "";
        var lead = sentence[..^sentence.TrimStart().Length];
        var safe = _corrected ? "" : rules.Instead(context).Markdown;
        _corrected = true;
        Show(cut + safe);
        _text.Append(lead).Append(safe);
    }

    private void Show(string text)
    {
        if (text.Length > 0)
            stream.Write(text);
    }

    private static void TrimEnd(StringBuilder text)
    {
        while (text.Length > 0 && char.IsWhiteSpace(text[^1]))
            text.Length--;
    }

    // Of any script; the mathematical ones begin with the surrogate.
    private static bool IsFigure(char letter) =>
        letter is '€' or '$' or '£' or '\uD835'
        || char.GetUnicodeCategory(letter) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: a sentence that claims what nothing supports was replaced")]
        public static partial void SentenceReplaced(ILogger logger, TurnId turn);
    }
}

/// <summary>Counts what the guard does.</summary>
internal sealed class ReplyMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _replaced = meters.Create("Gateway.Brain").CreateCounter<long>(
        "gateway.brain.replies.sentences_replaced", description: "Sentences that claimed what nothing supports");

    private readonly Counter<long> _silent = meters.Create("Gateway.Brain").CreateCounter<long>(
        "gateway.brain.silences", description: "Turns in which nothing was answered, by reason");

    private readonly Counter<long> _broken = meters.Create("Gateway.Brain").CreateCounter<long>(
        "gateway.brain.replies.broken",
        description: "Answers that no model brought to an end, by who answered instead: house, apology, remark");

    /// <summary>Counts an answer that no model brought to its end.</summary>
    /// <param name="instead">Who answered: <c>house</c>, <c>apology</c>, or a <c>remark</c> below what stays.</param>
    public void Broken(string instead) => _broken.Add(1, new KeyValuePair<string, object?>("instead", instead));

    /// <summary>Counts a turn in which nothing was answered.</summary>
    public void Silent(string reason) => _silent.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Counts a sentence that was not said.</summary>
    public void SentenceReplaced() => _replaced.Add(1);
}

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
    private const int LongestLook = 40;

    private readonly KnownClaims _known = KnownFrom(context, rules);
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _sentence = new();

    // Blanks behind what may be a whole sentence, and the word after them that tells whether it is.
    private readonly StringBuilder _next = new();
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

    /// <summary>What the things are called that the business has: what is said of one of them is not said of another.
    /// Known before anything is learnt of them.</summary>
    public ThingNames Names => _known.Names;

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
            Take(letter);
        ShowWhatIsSafe();
    }

    /// <summary>Checks and shows what is still held back. What comes next starts a new paragraph.</summary>
    public void EndParagraph()
    {
        // What was seen of a next sentence is all of it.
        if (_next.Length > 0)
            TakeSeen();
        CompleteSentence();
        _paragraphEnded = _text.Length > 0;
    }

    private void Take(char letter)
    {
        if (_next.Length > 0)
        {
            LookAhead(letter);
            return;
        }

        if (_sentence.Length > 0 && char.IsWhiteSpace(letter) && SentenceEnds.MayEnd(_sentence, letter))
        {
            if (SentenceEnds.IsOpen(_sentence))
            {
                _next.Append(letter);
                return;
            }

            CompleteSentence();
        }

        Append(letter);
    }

    private void LookAhead(char letter)
    {
        var seen = _next.ToString();
        var hasWord = !string.IsNullOrWhiteSpace(seen);
        if (!(hasWord && char.IsWhiteSpace(letter)) && seen.Length < LongestLook)
        {
            _next.Append(letter);
            return;
        }

        TakeSeen();
        Take(letter);
    }

    private void TakeSeen()
    {
        var seen = _next.ToString();
        _next.Clear();
        if (!SentenceEnds.GoesOn(_sentence, seen))
            CompleteSentence();
        foreach (var letter in seen)
            Append(letter);
    }

    private void Append(char letter)
    {
        if (_sentence.Length == 0 && char.IsWhiteSpace(letter) && (_paragraphEnded || _text.Length == 0))
            return;
        if (_sentence.Length == 0)
            Show(BreakIfNeeded());
        if (_figureAt < 0 && IsFigure(letter))
            _figureAt = _sentence.Length;
        _sentence.Append(letter);
    }

    /// <summary>Forgets a sentence that will not come to its end, unless some of it was shown.</summary>
    public void DropUnfinished()
    {
        if (_shown > 0)
            return;
        _next.Clear();
        _sentence.Clear();
        _figureAt = -1;
    }


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
        var safe = _corrected ? "" : rules.Instead(context).Markdown;
        _corrected = true;
        // What was shown of the sentence stays on the screen until the committed entry replaces it; the dash cuts it
        // off.
        var lead = safe.Length == 0 ? "" : sentence[..^sentence.TrimStart().Length];
        Show((_shown > 0 ? " – " : lead) + safe);
        _text.Append(lead).Append(safe);
    }

    private void Show(string text)
    {
        if (text.Length > 0)
            stream.Write(text);
    }

    // How the business is reached it may say at any time, and to the contact what they gave.
    private static KnownClaims KnownFrom(TurnContext context, ClaimRules rules)
    {
        var known = new KnownClaims(rules);
        if (context.Workspace.Escalation is { } escalation)
            known.Learn($"{escalation.Phone} {escalation.Email}");
        foreach (var entry in context.Turn.Recent.Concat(context.Turn.Messages))
        {
            if (entry.Role == EntryRole.Contact)
                known.LearnOfContact(entry.Text);
        }

        return known;
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

using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.StandIns.Telegram;

/// <summary>A text as it is read.</summary>
/// <param name="Words">The words.</param>
/// <param name="Entities">Which of them look or do something; what stands within another comes before it.</param>
public sealed record BotText(string Words, IReadOnlyList<BotEntity> Entities)
{
    /// <summary>No words.</summary>
    public static BotText Empty { get; } = new("", []);
}

/// <summary>A piece of a text that looks or does something.</summary>
/// <param name="Tag">b, i, a and so on.</param>
/// <param name="Offset">In UTF-16 units of what is read.</param>
/// <param name="Length">Likewise.</param>
/// <param name="Link">Of a link, where to.</param>
public sealed record BotEntity(string Tag, int Offset, int Length, string? Link);

/// <summary>
/// Telegram's HTML, as strictly as its page has it ("HTML style", Bot API); Telegram itself lets some of it pass, such
/// as a bare <c>&gt;</c>. Where it refuses, the words are those of its server (tdlib, <c>MessageEntity.cpp</c>).
/// </summary>
public static partial class BotHtml
{
    private static readonly string[] Tags =
    [
        "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "a",
        "tg-spoiler", "tg-emoji",
    ];

    /// <summary>Reads a text.</summary>
    /// <param name="html">As it was sent.</param>
    /// <param name="text">What is read of it.</param>
    /// <param name="problem">What the Bot API says about it.</param>
    public static bool TryRead(
        string html, [NotNullWhen(true)] out BotText? text, [NotNullWhen(false)] out string? problem)
    {
        var reading = new Reading(html);
        problem = reading.Problem() is { } why ? $"Bad Request: can't parse entities: {why}" : null;
        text = problem is null ? reading.Text : null;
        return problem is null;
    }

    /// <summary>Reads a text that is known to be well-formed.</summary>
    /// <exception cref="FormatException">It is not; the message is Telegram's.</exception>
    public static BotText Read(string html) =>
        TryRead(html, out var text, out var problem) ? text : throw new FormatException(problem);

    // A tag, a letter by its name, words, or what is left of a tag.
    [GeneratedRegex("<[^<>]*>|&[0-9A-Za-z]*;?|[^<>&]+|[<>]", RegexOptions.NonBacktracking)]
    private static partial Regex Pieces();

    private sealed class Reading(string html)
    {
        private readonly StringBuilder _words = new();
        private readonly Stack<BotEntity> _open = new();
        private readonly List<BotEntity> _found = [];
        private int _at;

        public BotText Text => new(_words.ToString(), _found);

        private string Place => $"at byte offset {Encoding.UTF8.GetByteCount(html.AsSpan(0, _at))}";

        public string? Problem()
        {
            foreach (Match piece in Pieces().Matches(html))
            {
                _at = piece.Index;
                if (Read(piece.Value) is { } problem)
                    return problem;
            }

            return _open.TryPeek(out var left) ? $"Can't find end tag corresponding to start tag \"{left.Tag}\"" : null;
        }

        private string? Read(string piece) => piece switch
        {
            "<" => $"Unclosed start tag {Place}",
            ">" => $"Unexpected > {Place}",
            ['<', '/', ..] => Close(piece[2..^1].Trim().ToLowerInvariant()),
            ['<', ..] => Open(piece[1..^1]),
            ['&', ..] => LetterOf(piece) is { } letter ? Add(letter) : $"Unknown entity {Place}",
            _ => Add(piece),
        };

        private string? Add(string words)
        {
            _words.Append(words);
            return null;
        }

        private string? Open(string tag)
        {
            var name = tag.Split(' ', 2)[0].ToLowerInvariant();
            if (!Tags.Contains(name))
                return $"Unsupported start tag \"{name}\" {Place}";
            // Code holds nothing and stands in nothing but a quotation.
            if (_open.Any(outer => outer.Tag is "code" or "pre" || outer.Tag == name ||
                (name is "code" or "pre" && outer.Tag is not "blockquote")))
                return $"Tag \"{name}\" can't stand inside \"{_open.Peek().Tag}\" {Place}";
            var attribute = name switch { "a" => "href", "tg-emoji" => "emoji-id", _ => null };
            if (!TryValue(tag[name.Length..], attribute, out var value))
                return $"Wrong attributes of the tag \"{name}\" {Place}";
            _open.Push(new BotEntity(name, _words.Length, 0, name == "a" ? value : null));
            return null;
        }

        private string? Close(string name)
        {
            if (!_open.TryPop(out var opened))
                return $"Unexpected end tag {Place}";
            if (opened.Tag != name)
                return $"Unmatched end tag {Place}, expected \"</{opened.Tag}>\", found \"</{name}>\"";
            if (_words.Length == opened.Offset)
                return $"Tag \"{name}\" is empty {Place}";
            _found.Add(opened with { Length = _words.Length - opened.Offset });
            return null;
        }

        private static bool TryValue(string written, string? attribute, out string? value)
        {
            value = null;
            if (attribute is null)
                return written.Length == 0;
            var start = $" {attribute}=\"";
            if (written.Length <= start.Length || !written.StartsWith(start, StringComparison.Ordinal) ||
                written.IndexOf('"', start.Length) != written.Length - 1)
                return false;
            value = written[start.Length..^1]
                .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
                .Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
            return true;
        }

        private static string? LetterOf(string written) =>
            written.Trim('&', ';') switch { "lt" => "<", "gt" => ">", "amp" => "&", "quot" => "\"", _ => null };
    }
}

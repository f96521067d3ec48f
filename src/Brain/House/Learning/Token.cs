using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Learning;

/// <summary>
/// A piece of a message as it is learned from: a run of letters, a run of digits, or any other character by itself.
/// </summary>
/// <param name="Text">As it was written.</param>
/// <param name="Start">Where it begins in the message.</param>
internal readonly record struct Token(string Text, int Start)
{
    /// <summary>Where it ends, exclusive.</summary>
    public int End => Start + Text.Length;

    /// <summary>Small letters without accents.</summary>
    public string Folded { get; } = Word.Fold(Text);

    /// <summary>Whether it is neither letters nor digits.</summary>
    public bool IsMark => !char.IsLetterOrDigit(Text[0]);

    /// <summary>The tokens of a message, in order; blanks are none.</summary>
    public static List<Token> In(string text)
    {
        List<Token> tokens = [];
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsLetter(text[i]))
            {
                while (i < text.Length && (char.IsLetter(text[i]) || IsCombining(text[i])))
                    i++;
            }
            else if (char.IsAsciiDigit(text[i]))
            {
                while (i < text.Length && char.IsAsciiDigit(text[i]))
                    i++;
            }
            else
                i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;

            if (!char.IsWhiteSpace(text[start]) && !IsCombining(text[start]))
                tokens.Add(new Token(text[start..i], start));
        }

        return tokens;
    }

    private static bool IsCombining(char letter) =>
        char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.Format;
}

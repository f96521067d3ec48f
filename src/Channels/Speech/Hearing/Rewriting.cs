using System.Text;

namespace Gateway.Channels.Speech.Hearing;

/// <summary>Words of a transcript that are written otherwise.</summary>
/// <param name="Words">How many of them; 0 where none are.</param>
/// <param name="Text">What is written in their place.</param>
internal readonly record struct Rewriting(int Words, string Text)
{
    /// <summary>
    /// Goes over a transcript and rewrites what a reader knows; all else stays as it is, marks and blanks too.
    /// </summary>
    /// <param name="words">The transcript.</param>
    /// <param name="read">Reads what begins at a word.</param>
    public static string Over(HeardWords words, Func<HeardWords, int, Rewriting> read)
    {
        var text = new StringBuilder();
        var end = 0;
        for (var at = 0; at < words.Count;)
        {
            var found = read(words, at);
            if (found.Words == 0)
            {
                at++;
                continue;
            }

            text.Append(words.Text, end, words[at].Start - end).Append(found.Text);
            end = words[at + found.Words - 1].End;
            at += found.Words;
        }

        return text.Append(words.Text, end, words.Text.Length - end).ToString();
    }
}

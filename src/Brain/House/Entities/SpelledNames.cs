using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>Puts names that a message spells in the place of what was heard of them.</summary>
internal static class SpelledNames
{
    private const int LabelLength = 40;

    // What stands between "nom" and its letters.
    private static readonly FrozenSet<string> Linking = FrozenSet.Create(StringComparer.Ordinal,
        "est", "is", "c", "s", "se", "ecrit", "spelled", "spelt", "it", "de", "famille", "a", "l", "epelle", "donc");

    /// <summary>The message with what it spells blanked out: letters are no words.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    public static string Without(string text)
    {
        var words = SpelledWord.Find(text);
        if (words.Count == 0)
            return text;
        var rest = text.ToCharArray();
        foreach (var word in words)
            Array.Fill(rest, Firm.Mask, word.Span.Start, word.Span.End - word.Span.Start);
        return new string(rest);
    }

    /// <summary>The details with what the message spells.</summary>
    /// <param name="details">What was found in it without that.</param>
    /// <param name="text">The message, as it is read.</param>
    /// <param name="asked">The halves of a name that were asked for just before, in their order.</param>
    /// <param name="before">The name as it is known from before.</param>
    public static ContactDetails With(
        this ContactDetails details, string text, IReadOnlyList<NamePart> asked, PersonName before)
    {
        var words = SpelledWord.Find(text);
        foreach (var word in words)
        {
            if (word.Text.Contains('@', StringComparison.Ordinal))
                details = details with { Email = details.Email ?? word.Text };
            else if (!word.Text.Any(char.IsAsciiDigit) && HalfOf(details, text, word, asked, before) is { } half)
                details = details.Put(half, Spelled(details, half, word, before));
        }

        return words.Count > 0 ? details : details.WithCorrected(text, before);
    }

    // "Phillips with two Ls", "Dupond avec un D à la fin": of the name that is told, or of the one from before.
    private static ContactDetails WithCorrected(this ContactDetails details, string text, PersonName before)
    {
        if (details.LastName is { } last && NameSpelling.Correct(text, last) is { } corrected)
            return details.Put(NamePart.Last, corrected);
        if (details.FirstName is { } first && NameSpelling.Correct(text, first) is { } other)
            return details.Put(NamePart.First, other);
        if (details is not { LastName: null, FirstName: null })
            return details;
        return before.LastName is { } family && NameSpelling.Correct(text, family) is { } meant
                ? details.Put(NamePart.Last, meant)
            : before.FirstName is { } given && NameSpelling.Correct(text, given) is { } changed
                ? details.Put(NamePart.First, changed)
            : details;
    }

    private static NamePart? HalfOf(
        ContactDetails details, string text, SpelledWord word, IReadOnlyList<NamePart> asked, PersonName before)
    {
        if (IsOf(word, details.LastName))
            return NamePart.Last;
        if (IsOf(word, details.FirstName))
            return NamePart.First;
        if (LabelBefore(text, word.Span.Start) is { } label)
            return label;
        if (IsOf(word, before.LastName))
            return NamePart.Last;
        if (IsOf(word, before.FirstName))
            return NamePart.First;
        // What is told beside the letters is the name, and they are of something else.
        return details is { LastName: null, FirstName: null } && asked.Count > 0 ? asked[0] : null;
    }

    private static bool IsOf(SpelledWord word, string? name) =>
        name is not null && (NameSpelling.IsLike(word.Text, name) || LikeWord(word, name) is not null);

    // "Le Bian, B-I-H-A-N": the particle is not spelled.
    private static string? LikeWord(SpelledWord word, string name) =>
        name.Split(' ') is [_, _, ..] parts ? Array.Find(parts, part => NameSpelling.IsLike(word.Text, part)) : null;

    private static string Spelled(ContactDetails details, NamePart half, SpelledWord word, PersonName before)
    {
        var written = NameSpelling.Written(word.Text);
        var name = half == NamePart.Last ? details.LastName ?? before.LastName : details.FirstName ?? before.FirstName;
        return name is not null && !NameSpelling.IsLike(word.Text, name) && LikeWord(word, name) is { } part
            ? name.Replace(part, written, StringComparison.Ordinal)
            : written;
    }

    // "Prénom M A R I E", "my surname is S M Y T H"; in "mon nom c'est Martin, S V P" the name is told.
    private static NamePart? LabelBefore(string text, int start)
    {
        var label = Word.In(text[Math.Max(0, start - LabelLength)..start]);
        for (var at = label.Count - 1; at >= 0 && (at == label.Count - 1 || Linking.Contains(label[at + 1].Text)); at--)
        {
            if (label[at].Text is "prenom" or "forename" || (label[at].Text == "name" && at > 0
                && label[at - 1].Text is "first" or "given"))
                return NamePart.First;
            if (label[at].Text is "nom" or "surname" || (label[at].Text == "name" && at > 0
                && label[at - 1].Text is "last" or "family"))
                return NamePart.Last;
        }

        return null;
    }

    private static ContactDetails Put(this ContactDetails details, NamePart half, string name) =>
        half == NamePart.Last ? details with { LastName = name } : details with { FirstName = name };
}

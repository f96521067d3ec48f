using System.Globalization;
using System.Text;
using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>Which bays an event means: those that its place or one of its categories names.</summary>
internal sealed class NamedBays
{
    private readonly List<(string Id, string[] Names)> _bays;

    public NamedBays(IEnumerable<Bay> bays) =>
        _bays = [.. bays.Select(bay => (bay.Id, new[] { Fold(bay.Id), Fold(bay.Name) }))];

    /// <summary>Ids of the bays that are named; null for none, which is all of them.</summary>
    /// <param name="texts">The place and the categories.</param>
    public IReadOnlyList<string>? Find(IEnumerable<string> texts)
    {
        var folded = texts.Select(Fold).Where(text => text.Length > 0).ToList();
        List<string> named = [.. _bays
            .Where(bay => folded.Exists(text => bay.Names.Any(name => Names(text, name)))).Select(bay => bay.Id)];
        return named.Count == 0 ? null : named;
    }

    // "Piste 1, 14 rue des Tilleuls" names Piste 1; a house's number does not name the bay 1.
    private static bool Names(string text, string name) =>
        text == name || (name.Contains(' ', StringComparison.Ordinal)
            && $" {text} ".Contains($" {name} ", StringComparison.Ordinal));

    // Letters and digits without accents, one space between words.
    private static string Fold(string text)
    {
        var folded = new StringBuilder();
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(character))
                folded.Append(char.ToLowerInvariant(character));
            else if (char.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark
                && folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }
}

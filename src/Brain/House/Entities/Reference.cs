using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>Which of several things shown before someone means: "the second one", "celui-ci", "la bleue".</summary>
internal static partial class Reference
{
    private static readonly (string Word, int Index)[] Ordinals =
    [
        ("premier", 0), ("premiere", 0), ("1er", 0), ("1ere", 0), ("first", 0), ("1st", 0),
        ("deuxieme", 1), ("second", 1), ("seconde", 1), ("2eme", 1), ("2e", 1), ("2nd", 1),
        ("troisieme", 2), ("third", 2), ("3eme", 2), ("3e", 2), ("3rd", 2),
        ("quatrieme", 3), ("fourth", 3), ("4eme", 3), ("4e", 3), ("4th", 3), ("cinquieme", 4), ("fifth", 4),
        ("5eme", 4), ("5e", 4), ("5th", 4),
    ];

    /// <summary>The place in the list that was named, from 0; null when none was or the list is shorter.</summary>
    /// <param name="words">The message.</param>
    /// <param name="count">How many things were shown.</param>
    /// <param name="wasAsked">Whether it was just asked which one: then a bare figure is a place.</param>
    public static int? Place(IReadOnlyList<Word> words, int count, bool wasAsked)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var next = i + 1 < words.Count ? words[i + 1].Text : "";
            var previous = i > 0 ? words[i - 1].Text : "";
            // "First name", "last name" and "une seconde" count nothing.
            if (next is "name" || previous is "une" or "a")
                continue;
            if (words[i].Text is "dernier" or "derniere" or "last" && count > 0)
                return count - 1;
            foreach (var (ordinal, index) in Ordinals)
            {
                if (words[i].Text == ordinal && index < count)
                    return index;
            }
        }

        return wasAsked
            && BareFigure().Match(string.Join(' ', words.Select(word => word.Text))) is { Success: true } figure
            && int.Parse(figure.Groups["n"].Value, CultureInfo.InvariantCulture) is var place && place >= 1
                && place <= count
            ? place - 1
            : null;
    }

    [GeneratedRegex(
        @"^(?:(?:le|la|the|numero|number|option|choix|n|no|je prends le|je prends la|i ll take) )*(?<n>[0-9])(?: (?:svp|please|merci|thanks))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BareFigure();
}

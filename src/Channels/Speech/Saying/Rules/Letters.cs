using System.Text;

namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>Letters said one by one.</summary>
internal static class Letters
{
    /// <summary>Each by itself, in the case they have: <c>A B C</c>; what is no letter is left out.</summary>
    public static string Spell(string letters) => string.Join(' ', letters.Where(char.IsLetter));

    /// <summary>Whether it is a letter of the alphabet that sounds by itself, with accents or without.</summary>
    public static bool IsVowel(char unit) =>
        "aeiouy".Contains(
            char.ToLowerInvariant(unit.ToString().Normalize(NormalizationForm.FormD)[0]), StringComparison.Ordinal);
}

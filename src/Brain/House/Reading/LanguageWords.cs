using System.Collections.Frozen;

namespace Gateway.Brain.House.Reading;

/// <summary>Words that only one of the languages has, folded: small letters without accents.</summary>
/// <param name="French">Those of French.</param>
/// <param name="English">Those of English.</param>
internal sealed record LanguageWords(FrozenSet<string> French, FrozenSet<string> English)
{
    /// <summary>None.</summary>
    public static LanguageWords None { get; } = Of("", "");

    /// <summary>The words of two texts.</summary>
    public static LanguageWords Of(string french, string english) => new(Split(french), Split(english));

    private static FrozenSet<string> Split(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}

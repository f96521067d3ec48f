using System.Text;

namespace Gateway.Brain.Inspection.Knowing;

/// <summary>What a centre typed, with the spaces that French has: nobody types no-break spaces.</summary>
internal static class FrenchSpaces
{
    private const char NoBreak = '\u00A0';

    /// <summary>Spaces before double signs, and within French quotation marks, become no-break spaces.</summary>
    public static string Keep(string text)
    {
        var kept = new StringBuilder(text);
        for (var at = 1; at < kept.Length; at++)
        {
            if (kept[at] is ':' or ';' or '!' or '?' or '€' or '%' or '»' && kept[at - 1] == ' ')
                kept[at - 1] = NoBreak;
            else if (kept[at] == ' ' && kept[at - 1] == '«')
                kept[at] = NoBreak;
        }

        return kept.ToString();
    }
}

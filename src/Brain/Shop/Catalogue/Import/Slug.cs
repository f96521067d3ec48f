using System.Globalization;
using System.Text;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>Makes a handle of a name: small letters without accents, digits, and hyphens between.</summary>
internal static class Slug
{
    public static string From(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant()
            .Replace("œ", "oe", StringComparison.Ordinal)
            .Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(letter))
                slug.Append(letter);
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && slug.Length > 0
                && slug[^1] != '-')
                slug.Append('-');
        }

        return slug.ToString().Trim('-');
    }
}

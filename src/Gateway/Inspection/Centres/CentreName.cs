using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Inspection.Centres;

/// <summary>Ids and site keys that are made of a centre's name.</summary>
internal static class CentreName
{
    private const int MostLetters = 44;
    private const int SuffixDigits = 10;

    /// <summary>
    /// The name in lower-case letters, digits and hyphens; <c>centre</c> where nothing is left of it.
    /// </summary>
    public static string SlugOf(string name)
    {
        var slug = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant().Replace("œ", "oe", StringComparison.Ordinal)
            .Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsAsciiLetterOrDigit(letter))
                slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            if (slug.Length == MostLetters)
                break;
        }

        var text = slug.ToString().Trim('-');
        return text.Length == 0 ? "centre" : text;
    }

    /// <summary>The id at the n-th attempt, from 1 on: the first is the slug itself.</summary>
    public static string IdOf(string slug, int attempt) =>
        attempt == 1 ? slug : string.Create(CultureInfo.InvariantCulture, $"{slug}-{attempt}");

    /// <summary>
    /// The site key: the same for the same request, so that one that is made twice is found, and otherwise by chance.
    /// </summary>
    /// <param name="slug">Of its name.</param>
    /// <param name="request">What the one who asks calls the request, or null.</param>
    public static string SiteKeyOf(string slug, string? request) => request is null
        ? $"{slug}-{RandomNumberGenerator.GetHexString(SuffixDigits, lowercase: true)}"
        : $"{slug}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)))[..SuffixDigits]}";
}

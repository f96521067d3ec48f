using System.Globalization;
using Gateway.Sessions;
using Gateway.Solutions;

namespace Gateway.Demo.Frame;

/// <summary>The language of a page, and how words, prices and days are written in it.</summary>
public sealed class DemoWords
{
    private static readonly DemoWords French = new("fr", "fr-FR");
    private static readonly DemoWords English = new("en", "en-GB");

    private readonly CultureInfo _culture;

    private DemoWords(string locale, string culture) =>
        (Locale, _culture) = (locale, CultureInfo.GetCultureInfo(culture));

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public string Locale { get; }

    /// <summary>The words in this page's language; French ones get their no-break spaces.</summary>
    public string this[string french, string english] => Locale == "fr" ? WithFrenchSpaces(french) : english;

    /// <summary>The words in this page's language.</summary>
    public string this[BothLanguages words] => this[words.French, words.English];

    /// <summary>
    /// The words for a request: those of <c>?lang=</c>, else of the browser's best language that we speak, else of
    /// <paramref name="fallback"/>, else English.
    /// </summary>
    public static DemoWords For(HttpRequest request, string? fallback)
    {
        if (Of(request.Query["lang"]) is { } asked)
            return asked;
        var preferred = request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Quality is not 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Of(language.Value.Value))
            .FirstOrDefault(words => words is not null);
        return preferred ?? Of(fallback) ?? English;
    }

    /// <summary>A day without its year, and the time of day.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="timeZone">Where it is read, by its IANA name; null: UTC.</param>
    public string Moment(DateTimeOffset at, string? timeZone) => TimeZoneInfo
        .ConvertTime(at, timeZone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(timeZone))
        .ToString("d MMM, HH:mm", _culture);

    /// <summary>
    /// A number in E.164 as people read it: a French one with the country's code only where the reader may be abroad,
    /// others always.
    /// </summary>
    public string Phone(string number) =>
        E164.ToText(number, Locale == "fr" ? "FR" : null).Replace(' ', '\u00a0');

    private static DemoWords? Of(string? language) => language?.Split('-')[0].ToLowerInvariant() switch
    {
        "fr" => French,
        "en" => English,
        _ => null,
    };

    private static string WithFrenchSpaces(string text) => text
        .Replace(" :", "\u00a0:", StringComparison.Ordinal)
        .Replace(" ;", "\u00a0;", StringComparison.Ordinal)
        .Replace(" ?", "\u00a0?", StringComparison.Ordinal)
        .Replace(" !", "\u00a0!", StringComparison.Ordinal)
        .Replace(" %", "\u00a0%", StringComparison.Ordinal);
}

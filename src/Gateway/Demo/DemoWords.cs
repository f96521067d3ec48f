using System.Globalization;
using Gateway.Sessions;

namespace Gateway.Demo;

/// <summary>The language of a page, and how words, prices and days are written in it.</summary>
public sealed class DemoWords
{
    private static readonly DemoWords French = new("fr", "fr-FR");
    private static readonly DemoWords English = new("en", "en-GB");

    private readonly CultureInfo _culture;

    private DemoWords(string locale, string culture) => (Locale, _culture) = (locale, CultureInfo.GetCultureInfo(culture));

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public string Locale { get; }

    /// <summary>The words in this page's language; French ones get their no-break spaces.</summary>
    public string this[string french, string english] => Locale == "fr" ? WithFrenchSpaces(french) : english;

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

    /// <summary>A day or a range of days of a workspace file (<c>mon-fri</c>) as people read it: <c>Lundi – vendredi</c>.</summary>
    public string Days(string days)
    {
        var names = string.Join(" – ", days.Split('-').Select(DayName));
        return Locale == "fr" ? string.Concat(names[..1].ToUpper(_culture), names.AsSpan(1)) : names;
    }

    /// <summary>Opening hours of a workspace file (<c>09:00-18:00</c>) as people read them: <c>9 h – 18 h</c>, <c>9:00 – 18:00</c>.</summary>
    public string Hours(string hours) => string.Join(" – ", hours.Split('-').Select(Hour));

    /// <summary>
    /// A number in E.164 as people read it: a French one with the country's code only where the reader may be abroad, others always.
    /// </summary>
    public string Phone(string number) =>
        E164.ToText(number, Locale == "fr" ? "FR" : null).Replace(' ', '\u00a0');

    private string DayName(string day)
    {
        var names = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames;
        var index = Array.FindIndex(names, name => name.Equals(day, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? day : _culture.DateTimeFormat.DayNames[index];
    }

    private string Hour(string hour) =>
        TimeOnly.TryParseExact(hour, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToString(Locale == "fr" ? (time.Minute == 0 ? "H' h'" : "H' h 'mm") : "H:mm", CultureInfo.InvariantCulture)
            : hour;

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

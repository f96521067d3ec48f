using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>What a text names that an answer can be held against: days, countries, sums, spans of time.</summary>
internal sealed partial record Mentions
{
    private const int AllDays = 0b111_1111;
    private const int WorkingDays = 0b001_1111;

    private static readonly FrozenDictionary<string, int> Days = """
        lundi 0 lundis 0 mardi 1 mardis 1 mercredi 2 mercredis 2 jeudi 3 jeudis 3 vendredi 4 vendredis 4 samedi 5
        samedis 5 dimanche 6 dimanches 6 lun 0 mer 2 jeu 3 ven 4 sam 5 dim 6 monday 0 mondays 0 tuesday 1 tuesdays 1
        wednesday 2 wednesdays 2 thursday 3 thursdays 3 friday 4 fridays 4 saturday 5 saturdays 5 sunday 6 sundays 6
        mon 0 tue 1 tues 1 wed 2 thu 3 thur 3 thurs 3 fri 4 sat 5 sun 6
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(2)
        .ToFrozenDictionary(pair => pair[0], pair => pair[1][0] - '0');

    // Shops count these to Europe, whatever union they are in.
    private static readonly FrozenSet<string> European = FrozenSet.Create(
        "BE", "LU", "DE", "AT", "IT", "ES", "PT", "NL", "IE", "DK", "SE", "FI", "PL", "CZ", "SK", "HU", "RO", "BG",
        "GR", "HR", "SI", "EE", "LV", "LT", "MT", "CY", "MC", "AD", "CH", "NO", "GB");

    private static readonly FrozenSet<string> Overseas =
        FrozenSet.Create("GP", "MQ", "RE", "GF", "YT", "NC", "PF");

    // Towns that people name in place of their country, and the short forms they write.
    private static readonly FrozenDictionary<string, string> Towns = """
        bruxelles BE brussels BE liege BE namur BE anvers BE charleroi BE geneve CH geneva CH lausanne CH zurich CH
        berne CH fribourg CH montreal CA toronto CA vancouver CA dublin IE cork IE berlin DE munich DE madrid ES
        barcelone ES barcelona ES rome IT milan IT lisbonne PT lisbon PT amsterdam NL dakar SN casablanca MA rabat MA
        alger DZ tunis TN abidjan CI tokyo JP manchester GB edinburgh GB glasgow GB birmingham GB leeds GB cardiff GB
        belfast GB britain GB tahiti PF noumea NC belge BE belges BE belgian BE suisses CH swiss CH canadian CA
        belgik BE belgiq BE suise CH suiss CH belguim BE begium BE luxemburg LU luxembour LU irland IE
        irelande IE germani DE germny DE allemange DE angletere GB englend GB scottland GB switserland CH swizerland CH
        switzerlend CH swisserland CH holand NL portugale PT espange ES spane ES itali IT italye IT canda CA
        quebek CA norwey NO sweeden SE denemark DK
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(2)
        .ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Days of the week, Monday the lowest bit; a range names those within it.</summary>
    public required int WeekDays { get; init; }

    /// <summary>ISO 3166-1 codes of the countries besides France, and of France overseas.</summary>
    public required IReadOnlySet<string> Countries { get; init; }

    /// <summary>Whether it speaks of Europe, or of the Union.</summary>
    public required bool Europe { get; init; }

    /// <summary>Whether it speaks of France overseas.</summary>
    public required bool FranceOverseas { get; init; }

    /// <summary>Whether it speaks of countries that it does not name.</summary>
    public required bool OtherCountries { get; init; }

    /// <summary>Its numbers of one to four digits.</summary>
    public required IReadOnlySet<string> Numbers { get; init; }

    /// <summary>Whether it names a sum of money.</summary>
    public required bool Amount { get; init; }

    /// <summary>Whether it names a number of days, weeks, hours, months or years.</summary>
    public required bool Duration { get; init; }

    /// <summary>Whether it names a time of day.</summary>
    public required bool Clock { get; init; }

    /// <summary>Whether it holds a telephone number or an e-mail address.</summary>
    public required bool Contact { get; init; }

    /// <summary>Whether it holds a street with a number, or a postcode.</summary>
    public required bool Place { get; init; }

    /// <summary>Whether it speaks of any place abroad.</summary>
    public bool Abroad => Countries.Count > 0 || Europe || FranceOverseas || OtherCountries;

    /// <summary>Looks at a text.</summary>
    public static Mentions In(string text)
    {
        var words = Word.In(text);
        var folded = Word.Fold(text);
        var countries = House.Entities.Countries.AbroadIn(words).Select(country => country.Code).ToHashSet();
        foreach (var word in words)
        {
            if (Towns.TryGetValue(word.Text, out var code))
                countries.Add(code);
        }

        return new Mentions
        {
            WeekDays = DaysIn(words),
            Countries = KeptOf(countries),
            Europe = EuropeWords().IsMatch(folded),
            FranceOverseas = OverseasWords().IsMatch(folded),
            OtherCountries = OtherWords().IsMatch(folded),
            Numbers = KeptOf(words.Where(word => word.Text.Length <= 4 && word.Text.All(char.IsAsciiDigit))
                .Select(word => word.Text).ToHashSet()),
            Amount = AmountWords().IsMatch(folded),
            Duration = DurationWords().IsMatch(folded),
            Clock = ClockWords().IsMatch(folded),
            Contact = ContactWords().IsMatch(folded),
            Place = PlaceWords().IsMatch(folded),
        };
    }

    /// <summary>The country, or the town that stands for one, that a text names first, in its own words; or null.
    /// </summary>
    public static string? CountryIn(string text)
    {
        var words = Word.In(text);
        if (House.Entities.Countries.AbroadIn(words) is [var (_, first, count), ..])
            return text[words[first].Start..words[first + count - 1].End];
        return words.Where(word => Towns.ContainsKey(word.Text)).Select(word => text[word.Start..word.End])
            .FirstOrDefault();
    }

    /// <summary>Whether it speaks of that country, by its name or that of what it is a part of.</summary>
    public bool Names(string country) => Countries.Contains(country)
        || (Europe && European.Contains(country)) || (FranceOverseas && Overseas.Contains(country));

    /// <summary>Whether it speaks of any of those countries.</summary>
    public bool NamesAny(IReadOnlySet<string> countries) => countries.Count > 0 && countries.Any(Names);

    // Most texts name none: they share that.
    private static IReadOnlySet<string> KeptOf(HashSet<string> named) =>
        named.Count > 0 ? named : FrozenSet<string>.Empty;

    private static int DaysIn(IReadOnlyList<Word> words)
    {
        var days = 0;
        int? last = null;
        for (var i = 0; i < words.Count; i++)
        {
            var text = words[i].Text;
            var before = i > 0 ? words[i - 1].Text : "";
            if (Days.TryGetValue(text, out var day))
            {
                // "Du lundi au vendredi", "Monday to Friday", "mon-fri": all that lies between.
                var isEnd = last is not null && (before is "au" or "to" or "through" or "till" or "until" or "a"
                    || Days.ContainsKey(before));
                for (var at = isEnd ? last!.Value : day; ; at = (at + 1) % 7)
                {
                    days |= 1 << at;
                    if (at == day)
                        break;
                }

                last = day;
            }
            else if (text is "weekend" or "weekends" || (text is "end" && before is "week"))
                days |= 0b110_0000;
            else if ((text is "jours" && before is "les" && i > 1 && words[i - 2].Text is "tous")
                || (text is "day" && before is "every") || (text is "7" && before is "sur"))
                days |= AllDays;
            else if (text is "semaine" && before is "en")
                days |= WorkingDays;
            else if (text is "weekdays")
                days |= WorkingDays;
        }

        return days;
    }

    [GeneratedRegex(
        @"\b(europe|european|europeenne?s?|ue|eu)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EuropeWords();

    [GeneratedRegex(
        @"\b(outre[- ]?mer|dom[- ]?tom|drom|overseas territor(y|ies)|antilles|overseas departments?)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OverseasWords();

    [GeneratedRegex(
        @"\b(autres? (pays|destinations?)|reste du monde|monde entier|international|internationale?s?" +
        @"|etranger|ailleurs" +
        @"|other (countries|destinations?)|any other country|elsewhere|worldwide|abroad|overseas|rest of the world" +
        @"|internationally|outside (of )?(the )?(france|uk|eu|europe|united kingdom|ireland|canada|usa?)" +
        @"|(hors|dehors) (de )?(la )?france)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OtherWords();

    [GeneratedRegex(
        @"([€$£] ?[0-9])|([0-9] ?([€$£]|euros?\b|eur\b|cents?\b|pounds?\b|dollars?\b|chf\b|francs?\b))" +
        @"|\b(gratuit(e|es|s|ement)?" +
        @"|offerte?s?|free|no (extra )?(cost|charge)|sans frais|devis|quote)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AmountWords();

    [GeneratedRegex(
        @"\b([0-9]+|un|une|deux|trois|quatre|cinq|six|sept|huit|dix|quinze|one|two|three|four|five|six" +
        @"|seven|eight|ten" +
        @"|fourteen|thirty|trente|quatorze) (a [0-9]+ |to [0-9]+ |or [0-9]+ |ou [0-9]+ )?(full |working " +
        @"|business |calendar )?" +
        @"(jours?|semaines?|heures?|mois|ans?|annees?|minutes?|days?|weeks?|hours?|months?|years?)\b" +
        @"|\b(meme jour|lendemain|same day|next day|24 ?h|48 ?h|72 ?h|overnight)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DurationWords();

    [GeneratedRegex(
        @"\b[0-9]{1,2} ?(h|am|pm|a\.m|p\.m)([0-9]{2})?\b|\b[0-9]{1,2}[:.][0-9]{2}\b|\b(midi|noon|minuit|midnight)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ClockWords();

    [GeneratedRegex(
        @"[a-z0-9]@[a-z0-9]|(\+?[0-9]{2,5}[ .]){2}[0-9]{2,}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ContactWords();

    [GeneratedRegex(
        @"\b[0-9]{1,4},? (bis )?(rue|avenue|boulevard|quai|place|chemin|impasse|cours|allee|route)\b|\b[0-9]{5} [a-z]" +
        @"|\b[0-9]{1,4} ([a-z]+ ){1,3}(street|road|row|lane|avenue|square|close|way|hill)\b" +
        @"|\b[a-z]{1,2}[0-9]{1,2}[a-z]?( [0-9][a-z]{2})?\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PlaceWords();
}

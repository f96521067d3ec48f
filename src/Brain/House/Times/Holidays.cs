using System.Globalization;

namespace Gateway.Brain.House.Times;

/// <summary>Days of the year that have a name, in France, Belgium and the British Isles.</summary>
internal static class Holidays
{
    // Where it falls, then its names as they are folded. A date; "easter" and days after it; or which weekday (0 is
    // Sunday, -1 the last of the month) of which month, with days added.
    private static readonly (string Rule, string[] Names)[] Table =
        [.. """
            12-25: noel, jour de noel, christmas, christmas day, xmas, xmas day, crimbo, chrismas, chrismas day
            12-25: chritsmas, la noel, cristmas
            12-24: reveillon de noel, christmas eve, xmas eve, veille de noel, chrismas eve, crimbo eve
            12-24: reveillon du 24, veillee de noel
            12-26: boxing day, st stephen s day, st stephens day, saint stephen s day, lendemain de noel
            12-31: saint sylvestre, st sylvestre, reveillon, reveillon du nouvel an, new year s eve, new years eve
            12-31: nye, hogmanay, reveillon du 31, new year eve, veille du jour de l an, veille du nouvel an
            12-31: old year s night
            01-01: jour de l an, premier de l an, nouvel an, new year s day, new years day, new year day, new year
            01-01: the new year, 1er de l an, new year s, new years
            01-06: epiphanie, epiphany, fete des rois, jour des rois, galette des rois, twelfth night day
            01-06: three kings day
            01-05: twelfth night
            01-25: burns night
            02-02: chandeleur, candlemas, la chandeleur, groundhog day
            02-14: saint valentin, st valentin, valentine s day, valentines day, valentines, valentine s
            02-14: st valentine s day
            03-01: st david s day, st davids day, saint david s day
            03-08: journee des femmes, journee de la femme, international women s day, women s day
            03-08: journee internationale des droits des femmes
            03-17: saint patrick, st patrick, st patrick s day, st patricks day, paddy s day, st paddy s day
            03-17: saint patrick s day
            04-01: poisson d avril, april fools, april fool s, april fools day, april fool s day, all fools day
            04-23: st george s day, st georges day, saint george s day
            05-01: fete du travail, labour day, fete du muguet, may day
            05-08: armistice 45, victoire 1945, fete de la victoire, ve day
            06-21: fete de la musique
            06-24: saint jean, st jean, midsummer s day
            07-14: fete nationale, bastille day, quatorze juillet
            07-21: fete nationale belge, belgian national day, fete nationale de belgique
            08-15: assomption, assumption, assumption day
            10-31: halloween, hallowe en
            11-01: toussaint, all saints day, all saints, all saints s day, all saint s day
            11-02: jour des morts, fete des morts, all souls day, all souls
            11-05: bonfire night, guy fawkes night, guy fawkes, fireworks night
            11-11: armistice, armistice day, remembrance day, jour de l armistice
            11-30: st andrew s day, st andrews day, saint andrew s day
            12-06: saint nicolas, st nicolas, st nicholas day, saint nicholas day
            12-08: fete des lumieres, immaculee conception
            easter-52: jeudi gras
            easter-47: mardi gras, pancake day, shrove tuesday
            easter-46: mercredi des cendres, ash wednesday
            easter-21: mothering sunday, mother s day, mothers day, mums day
            easter-7: dimanche des rameaux, rameaux, palm sunday
            easter-3: jeudi saint, maundy thursday
            easter-2: vendredi saint, good friday
            easter-1: samedi saint, easter saturday, holy saturday
            easter+0: paques, dimanche de paques, easter, easter sunday, easter day
            easter+1: lundi de paques, easter monday
            easter+39: ascension, jeudi de l ascension, ascension day, ascension thursday
            easter+49: pentecote, dimanche de pentecote, pentecost, whitsun, whit sunday
            easter+50: lundi de pentecote, whit monday
            5/1/1: early may bank holiday, may bank holiday, may day bank holiday
            5/1/-1: spring bank holiday, late may bank holiday
            8/1/-1: august bank holiday, summer bank holiday, bank holiday d aout, bank holiday in august
            8/1/-1: bank holiday de fin aout
            6/0/3: fete des peres, father s day, fathers day
            11/4/3: beaujolais nouveau, jour du beaujolais nouveau, beaujolais nouveau day
            11/4/4+1: black friday
            11/4/4+4: cyber monday
            11/4/4: thanksgiving
            11/0/2: remembrance sunday
            5/0/-1: fete des meres
            advent+0: first sunday of advent, advent sunday, premier dimanche de l avent, 1er dimanche de l avent
            """.Split('\n')
            .Select(line => line.Split(": "))
            .Select(parts => (parts[0], parts[1].Split(", ")))];

    /// <summary>Every name, with what it does.</summary>
    public static IEnumerable<(string Phrase, Sense Sense)> Names { get; } =
        [.. Table.SelectMany((entry, at) => entry.Names.Select(name => (name, new Sense(Term.Holiday, at))))];

    /// <summary>The day on which one falls in a year.</summary>
    /// <param name="holiday">Its place in the table.</param>
    /// <param name="year">The year.</param>
    public static DateOnly In(int holiday, int year)
    {
        var rule = Table[holiday].Rule;
        if (rule.StartsWith("easter", StringComparison.Ordinal))
            return Easter(year).AddDays(Integer(rule[6..]));
        if (rule.StartsWith("advent", StringComparison.Ordinal))
        {
            var christmas = new DateOnly(year, 12, 25);
            return christmas.AddDays(-21 - (christmas.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)christmas.DayOfWeek));
        }

        if (!rule.Contains('/', StringComparison.Ordinal))
            return new DateOnly(year, Integer(rule[..2]), Integer(rule[3..]));
        var parts = rule.Split('/', '+');
        var day = Calendar.Nth(
            year, Integer(parts[0]), (DayOfWeek)Integer(parts[1]), Integer(parts[2]))!.Value;
        return day.AddDays(parts.Length > 3 ? Integer(parts[3]) : 0);
    }

    private static int Integer(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    // After Meeus, Jones and Butcher.
    private static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var day = h + l - (7 * m) + 114;
        return new DateOnly(year, day / 31, (day % 31) + 1);
    }
}

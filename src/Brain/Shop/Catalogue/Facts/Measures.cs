using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Catalogue.Facts;

/// <summary>What a number measures, each in one base unit.</summary>
internal enum Dimension
{
    /// <summary>Centimetres.</summary>
    Length,

    /// <summary>Grams.</summary>
    Mass,

    /// <summary>Litres.</summary>
    Volume,

    /// <summary>Square metres.</summary>
    Area,

    /// <summary>Watts.</summary>
    Power,

    /// <summary>Minutes.</summary>
    Time,

    /// <summary>Degrees Celsius.</summary>
    Temperature,

    /// <summary>Kelvin, of light.</summary>
    Kelvin,

    /// <summary>Lumens.</summary>
    Lumen,

    /// <summary>Decibels.</summary>
    Decibel,

    /// <summary>Months: of age, or of warranty.</summary>
    Age,

    /// <summary>People, or cups for them.</summary>
    People,

    /// <summary>Pieces.</summary>
    Pieces,

    /// <summary>Pages.</summary>
    Pages,

    /// <summary>Gigabytes.</summary>
    Data,

    /// <summary>Hundredths.</summary>
    Percent,
}

/// <summary>A measure that a text gives.</summary>
/// <param name="Dimension">What it measures.</param>
/// <param name="Values">In the base unit: one number, the ends of a range, or the sides of a thing.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal sealed record Measure(Dimension Dimension, IReadOnlyList<double> Values, int Start, int End);

/// <summary>Reads numbers with their units out of the texts of sheets, French or English.</summary>
internal static partial class Measures
{
    private static readonly FrozenDictionary<string, (Dimension Dimension, double Factor)> Units = Read("""
        length: mm 0.1; millimetres 0.1; cm 1; centimetres 1; centimeters 1
        length: centimetre 1; m 100; metres 100; metre 100; meters 100
        length: pouces 2.54; pouce 2.54; inches 2.54; inch 2.54; " 2.54; ″ 2.54; ft 30.48; feet 30.48; km 100000
        mass: mg 0.001; g 1; gr 1; grammes 1; grams 1; kg 1000
        mass: kilos 1000; kilo 1000; lb 453.6; lbs 453.6; oz 28.35; tonnes 1000000
        volume: ml 0.001; cl 0.01; dl 0.1; l 1; litre 1; litres 1; liter 1; liters 1; pints 0.568; pint 0.568
        area: m² 1; m2 1; ha 10000; cm² 0.0001
        power: w 1; watts 1; watt 1; kw 1000
        time: s 0.0167; seconds 0.0167; secondes 0.0167; min 1; mn 1; minutes 1
        time: minute 1; h 60; heures 60; heure 60; hours 60; hour 60
        temperature: °c 1; ° 1; degres 1; degrees 1
        kelvin: k 1; kelvins 1; kelvin 1
        lumen: lm 1; lumens 1; lumen 1
        decibel: db 1; decibels 1; db(a) 1
        age: ans 12; an 12; years 12; year 12; yrs 12; mois 1; months 1; month 1
        people: personnes 1; personne 1; people 1; persons 1; convives 1; tasses 1
        people: tasse 1; cups 1; cup 1; joueurs 1; players 1; couverts 1
        people: portions 1; servings 1; places 1; seats 1; guests 1; parts 1
        pieces: pieces 1; piece 1; pcs 1; pieces 1; sachets 1; bags 1; capsules 1; feuilles 1; sheets 1
        pages: pages 1; p. 1
        data: go 1; gb 1; to 1000; tb 1000; mo 0.001; mb 0.001
        percent: % 1
        """);

    /// <summary>The measures of a text, in order.</summary>
    public static IReadOnlyList<Measure> In(string text)
    {
        List<Measure> found = [];
        foreach (Match match in Numbers().Matches(text))
        {
            var unit = Word.Fold(match.Groups["unit"].Value).TrimEnd();
            if (!Units.TryGetValue(unit, out var known))
                continue;
            // "g/m²", "km/h", "80 fils/cm²": not what the unit alone measures.
            var end = match.Index + match.Length;
            if (end < text.Length && text[end] == '/')
                continue;
            // Of a group that repeats only the last capture is kept: the numbers are taken out one by one.
            var numbers = match.Value[..(match.Groups["unit"].Index - match.Index)];
            double[] values = [.. Number().Matches(numbers).Select(number => Parse(number.Value) * known.Factor)];
            found.Add(new Measure(known.Dimension, values, match.Index, end));
        }

        foreach (Match match in Lots().Matches(text))
        {
            var number = match.Groups["number"];
            found.Add(new Measure(
                Dimension.Pieces, [Parse(number.Value)], number.Index, number.Index + number.Length));
        }

        return found;
    }

    // 1,200 and 1 200 are a thousand and more; 1,7 and 1.7 are not.
    private static double Parse(string number)
    {
        var plain = string.Concat(number.Where(letter => letter is not (' ' or '\u00A0' or '\u202F')));
        var comma = plain.IndexOf(',', StringComparison.Ordinal);
        plain = comma > 0 && plain.Length - comma == 4 && plain[0] != '0'
            ? plain.Replace(",", "", StringComparison.Ordinal)
            : plain.Replace(',', '.');
        return double.Parse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }

    private static FrozenDictionary<string, (Dimension Dimension, double Factor)> Read(string table) => table
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(':', 2))
        .SelectMany(parts => parts[1].Split(';', StringSplitOptions.TrimEntries)
            .Select(unit => unit.Split(' '))
            .Select(unit => (
                Unit: unit[0], Dimension: Enum.Parse<Dimension>(parts[0], true),
                Factor: double.Parse(unit[1], CultureInfo.InvariantCulture))))
        .DistinctBy(unit => unit.Unit)
        .ToFrozenDictionary(unit => unit.Unit, unit => (unit.Dimension, unit.Factor));

    [GeneratedRegex(
        @"(?:^|[^\p{L}0-9.,])(?<number>[0-9]{1,3}(?:[ \u00A0\u202F][0-9]{3})+|[0-9]+(?:[.,][0-9]+)?)"
        + @"(?:[ \u00A0\u202F]?(?:cm|mm|m|°C|°)?[ \u00A0\u202F]?(?:×|x|X|\*|à|a|to|-|–|et|and|ou|or)[ \u00A0\u202F]?"
        + @"(?:[lLhHpP] )?(?<number>[0-9]{1,3}(?:[ \u00A0\u202F][0-9]{3})+|[0-9]+(?:[.,][0-9]+)?))*"
        + @"[ \u00A0\u202F-]?(?<unit>m²|m2|cm²|°C|°|%|""|″|\p{L}+(?:\(A\))?)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(
        @"[0-9]{1,3}(?:[ \u00A0\u202F][0-9]{3})+|[0-9]+(?:[.,][0-9]+)?",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(
        @"\b(?:lot|jeu|set|pack|box|boîte|paquet|coffret|série) (?:de|of) (?<number>[0-9]+)\b"
        + @"|^(?:lot|set|pack|quantité|quantity|contenu|contents)[ \u00A0\u202F]?: (?<number>[0-9]+)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
        | RegexOptions.CultureInvariant)]
    private static partial Regex Lots();
}

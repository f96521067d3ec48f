namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>Units of measure in words.</summary>
/// <param name="One">One of it.</param>
/// <param name="Many">More of it.</param>
/// <param name="IsFeminine">Whether French counts it as feminine.</param>
internal sealed record UnitWords(string One, string Many, bool IsFeminine = false)
{
    /// <summary>The signs that are known, for patterns; longer ones first.</summary>
    public const string Signs =
        "L/100 ?km|l/100 ?km|g/km|km/h|mph|tr/min|rpm|kWh|kW|km²|km2|m²|m2|cm²|cm2|m³|m3|cm³|cm3|°C|°F|km|cm|mm|m|kg|mg|g|dl|cl|ml|mL|dL|cL|L|l"
        + "|ch|CV|cv|hp|bhp|min|mn|mins|sec|s|h|hr|hrs|j|Go|Mo|Ko|GB|MB|Nm|bars?|lbs?|ft|MHz|GHz|Ah|V|W|°";

    private static readonly Dictionary<string, UnitWords> French = new(StringComparer.Ordinal)
    {
        ["L/100km"] = new("litre aux cent kilomètres", "litres aux cent kilomètres"),
        ["g/km"] = new("gramme par kilomètre", "grammes par kilomètre"),
        ["km/h"] = new("kilomètre-heure", "kilomètres-heure"),
        ["mph"] = new("mile à l'heure", "miles à l'heure"),
        ["tr/min"] = new("tour par minute", "tours par minute"),
        ["rpm"] = new("tour par minute", "tours par minute"),
        ["kWh"] = new("kilowattheure", "kilowattheures"),
        ["kW"] = new("kilowatt", "kilowatts"),
        ["km²"] = new("kilomètre carré", "kilomètres carrés"),
        ["m²"] = new("mètre carré", "mètres carrés"),
        ["cm²"] = new("centimètre carré", "centimètres carrés"),
        ["m³"] = new("mètre cube", "mètres cubes"),
        ["cm³"] = new("centimètre cube", "centimètres cubes"),
        ["°C"] = new("degré", "degrés"),
        ["°F"] = new("degré Fahrenheit", "degrés Fahrenheit"),
        ["°"] = new("degré", "degrés"),
        ["km"] = new("kilomètre", "kilomètres"),
        ["cm"] = new("centimètre", "centimètres"),
        ["mm"] = new("millimètre", "millimètres"),
        ["m"] = new("mètre", "mètres"),
        ["kg"] = new("kilo", "kilos"),
        ["mg"] = new("milligramme", "milligrammes"),
        ["g"] = new("gramme", "grammes"),
        ["dl"] = new("décilitre", "décilitres"),
        ["cl"] = new("centilitre", "centilitres"),
        ["ml"] = new("millilitre", "millilitres"),
        ["l"] = new("litre", "litres"),
        ["ch"] = new("cheval", "chevaux"),
        ["hp"] = new("cheval", "chevaux"),
        ["CV"] = new("cheval fiscal", "chevaux fiscaux"),
        ["min"] = new("minute", "minutes", IsFeminine: true),
        ["s"] = new("seconde", "secondes", IsFeminine: true),
        ["h"] = new("heure", "heures", IsFeminine: true),
        ["j"] = new("jour", "jours"),
        ["Go"] = new("gigaoctet", "gigaoctets"),
        ["Mo"] = new("mégaoctet", "mégaoctets"),
        ["Ko"] = new("kilooctet", "kilooctets"),
        ["Nm"] = new("newton-mètre", "newtons-mètres"),
        ["bar"] = new("bar", "bars"),
        ["lb"] = new("livre", "livres", IsFeminine: true),
        ["ft"] = new("pied", "pieds"),
        ["MHz"] = new("mégahertz", "mégahertz"),
        ["GHz"] = new("gigahertz", "gigahertz"),
        ["Ah"] = new("ampère-heure", "ampères-heures"),
        ["V"] = new("volt", "volts"),
        ["W"] = new("watt", "watts"),
    };

    private static readonly Dictionary<string, UnitWords> English = new(StringComparer.Ordinal)
    {
        ["L/100km"] = new("litre per hundred kilometres", "litres per hundred kilometres"),
        ["g/km"] = new("gram per kilometre", "grams per kilometre"),
        ["km/h"] = new("kilometre an hour", "kilometres an hour"),
        ["mph"] = new("mile an hour", "miles an hour"),
        ["tr/min"] = new("turn a minute", "turns a minute"),
        ["rpm"] = new("turn a minute", "turns a minute"),
        ["kWh"] = new("kilowatt hour", "kilowatt hours"),
        ["kW"] = new("kilowatt", "kilowatts"),
        ["km²"] = new("square kilometre", "square kilometres"),
        ["m²"] = new("square metre", "square metres"),
        ["cm²"] = new("square centimetre", "square centimetres"),
        ["m³"] = new("cubic metre", "cubic metres"),
        ["cm³"] = new("cubic centimetre", "cubic centimetres"),
        ["°C"] = new("degree", "degrees"),
        ["°F"] = new("degree Fahrenheit", "degrees Fahrenheit"),
        ["°"] = new("degree", "degrees"),
        ["km"] = new("kilometre", "kilometres"),
        ["cm"] = new("centimetre", "centimetres"),
        ["mm"] = new("millimetre", "millimetres"),
        ["m"] = new("metre", "metres"),
        ["kg"] = new("kilo", "kilos"),
        ["mg"] = new("milligram", "milligrams"),
        ["g"] = new("gram", "grams"),
        ["dl"] = new("decilitre", "decilitres"),
        ["cl"] = new("centilitre", "centilitres"),
        ["ml"] = new("millilitre", "millilitres"),
        ["l"] = new("litre", "litres"),
        ["ch"] = new("horsepower", "horsepower"),
        ["hp"] = new("horsepower", "horsepower"),
        ["CV"] = new("fiscal horsepower", "fiscal horsepower"),
        ["min"] = new("minute", "minutes"),
        ["s"] = new("second", "seconds"),
        ["h"] = new("hour", "hours"),
        ["j"] = new("day", "days"),
        ["Go"] = new("gigabyte", "gigabytes"),
        ["Mo"] = new("megabyte", "megabytes"),
        ["Ko"] = new("kilobyte", "kilobytes"),
        ["Nm"] = new("newton metre", "newton metres"),
        ["bar"] = new("bar", "bars"),
        ["lb"] = new("pound", "pounds"),
        ["ft"] = new("foot", "feet"),
        ["MHz"] = new("megahertz", "megahertz"),
        ["GHz"] = new("gigahertz", "gigahertz"),
        ["Ah"] = new("amp hour", "amp hours"),
        ["V"] = new("volt", "volts"),
        ["W"] = new("watt", "watts"),
    };

    /// <summary>The words of one of <see cref="Signs"/>.</summary>
    public static UnitWords Of(string sign, string locale)
    {
        var one = sign switch
        {
            ['L' or 'l', '/', ..] => "L/100km",
            "km2" => "km²",
            "m2" => "m²",
            "cm2" => "cm²",
            "m3" => "m³",
            "cm3" => "cm³",
            "mn" or "mins" => "min",
            "sec" => "s",
            "hr" or "hrs" => "h",
            "bhp" => "hp",
            "cv" => "CV",
            "L" => "l",
            "mL" => "ml",
            "dL" => "dl",
            "cL" => "cl",
            "GB" => "Go",
            "MB" => "Mo",
            "bars" => "bar",
            "lbs" => "lb",
            _ => sign,
        };
        return (locale == "fr" ? French : English)[one];
    }
}

using System.Collections.Frozen;

namespace Gateway.Brain.House.Places;

/// <summary>The words that addresses are made of, folded.</summary>
internal static class AddressWords
{
    private static readonly FrozenDictionary<string, string> ShortWays = Pairs("""
        r rue av avenue ave avenue bd boulevard bvd boulevard bld boulevard blvd boulevard pl place ch chemin chem
        chemin imp impasse all allée rte route fbg faubourg fg faubourg
        """);

    private static readonly FrozenSet<string> Ways = Set("""
        rue avenue boulevard place chemin allee allees impasse route quai cours square passage faubourg sentier
        esplanade promenade montee voie clos parvis venelle traverse mail chaussee rocade sente ruelle cour villa cite
        via calle carrer corso plaza piazza avenida rua paseo viale drève dreve digue drift
        """);

    private static readonly FrozenSet<string> WeakWays = Set("""
        place cours passage voie clos traverse mail cour villa cite square parvis route via promenade plaza esplanade
        digue drift
        """);

    private static readonly FrozenSet<string> EnglishWays = Set("""
        street st road rd avenue ave lane ln drive dr way close court ct place pl square sq terrace gardens garden
        crescent cres boulevard blvd hill grove mews row park walk parade gate wharf yard rise green quay circus
        broadway
        """);

    private static readonly string[] WayEndings =
    [
        "strasse", "straße", "gasse", "platz", "straat", "laan", "plein", "steenweg", "weg", "lei",
    ];

    /// <summary>Words that join the words of a name.</summary>
    public static readonly FrozenSet<string> Particles = Set(
        "de du des d la le les l et sur sous aux au a en the of von van der den di da del dos do");

    /// <summary>What ends a street or a town that has no comma behind it.</summary>
    public static readonly FrozenSet<string> Stops = Set("""
        mon ma mes tel telephone tele portable merci je j moi c ct cest svp stp nom prenom voila mais pas pour avec
        chez and my phone please pls thanks thank cheers i name mobile with number numero but not code cp ok donc
        alors si qui que ou il elle on nous vous ca s est is a pardonnez pardon excusez excuse sorry desole desolee
        please mail email adresse address bonjour hello interphone sinon
        """);

    /// <summary>What may stand in an address between its parts and belongs to none.</summary>
    public static readonly FrozenSet<string> Fillers = Set("""
        a au aux dans le la les l en in at the code postal cp et c est ville rue num numero de town city postcode zip
        of to
        """);

    /// <summary>What people say around a piece of an address that they give or correct.</summary>
    public static readonly FrozenSet<string> Chatter = Set("""
        non no c est cest le la l au numero number num nr its it s in fait plutot same street meme rue mais but should
        be wrong house change the to sorry oups pardon is je me suis trompe actually a and et of my mon adresse at
        plus exactement exact rather instead en finalement euh oui yes ok merci thanks please svp je voulais dire
        meant i pour villa lot bon bonne correction alors dis ai mal ecrit this that one ca ce sera ll ah oh code
        postal postcode zip cp ville town city address j livrez envoyez send deliver it c'est donc voila voici here
        dans habite live from a va goes our your we they notre votre nous vous
        """);

    /// <summary>Numbers of houses that share one: <c>12 bis</c>.</summary>
    public static readonly FrozenSet<string> Repeats = Set("bis ter quater");

    /// <summary>The months, which streets are named after.</summary>
    public static readonly FrozenSet<string> Months = Set("""
        janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
        """);

    /// <summary>Counties and the like, which stand behind a town.</summary>
    public static readonly FrozenSet<string> Counties = Set("""
        surrey kent essex sussex devon dorset somerset cornwall norfolk suffolk hampshire wiltshire berkshire cheshire
        lancashire yorkshire derbyshire cumbria durham shropshire hertfordshire bedfordshire oxfordshire
        gloucestershire lincolnshire
        """);

    /// <summary>Provinces and states as they stand before a postcode.</summary>
    public static readonly FrozenSet<string> Regions = Set("""
        qc on bc ab mb sk ns nb nl pe yt al ak az ar ca co ct dc de fl ga hi id il in ia ks ky la me md ma mi mn ms mo
        mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy
        """);

    /// <summary>Whether a word that is glued to a number is a way: <c>12r</c>, <c>5bd</c>.</summary>
    public static bool IsGluedWay(string word) =>
        ShortWays.ContainsKey(word) || (Ways.Contains(word) && word.Length > 2);

    /// <summary>The French way that a word names, written out, or null.</summary>
    /// <param name="word">Folded.</param>
    /// <param name="takesShort">Whether short forms count, as they do behind a number.</param>
    public static string? WayOf(string word, bool takesShort) =>
        Ways.Contains(word) ? word : takesShort ? ShortWays.GetValueOrDefault(word) : null;

    /// <summary>Whether a way is also a word of everyday, so that it makes no address alone.</summary>
    public static bool IsWeakWay(string word) => WeakWays.Contains(word);

    /// <summary>Whether an English street ends with this word.</summary>
    public static bool IsEnglishWay(string word) => EnglishWays.Contains(word);

    /// <summary>Whether a word is a street by its ending, as in German and Dutch.</summary>
    public static bool IsCompoundWay(string word) =>
        word.Length > 7 && WayEndings.Any(ending => word.EndsWith(ending, StringComparison.Ordinal));

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Pairs(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Chunk(2)
            .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}

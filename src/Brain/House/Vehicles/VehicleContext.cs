using System.Collections.Frozen;
using Gateway.Brain.House.Entities;

namespace Gateway.Brain.House.Vehicles;

/// <summary>Decides by what stands beside a name whether a vehicle is meant.</summary>
internal sealed class VehicleContext
{
    private const int Beside = 3;
    private const int Near = 4;
    private const int FewTokens = 8;
    private const int First = 3;

    private static readonly FrozenSet<string> Articles = FrozenSet.Create(StringComparer.Ordinal,
        "une", "un", "ma", "mon", "sa", "son", "notre", "ta", "ton", "leur", "my", "a", "an", "our", "his",
        "her", "their",
        "vieille", "vieux", "ancienne", "petite", "votre", "old", "s", "mn", "autre", "2eme", "deuxieme", "nouvelle");

    private static readonly FrozenSet<string> LooseArticles = FrozenSet.Create(StringComparer.Ordinal,
        "la", "le", "l", "the", "cette", "ce", "this", "du");

    private static readonly FrozenSet<string> People = FrozenSet.Create(StringComparer.Ordinal,
        "mr", "mrs", "ms", "m", "mme", "madame", "monsieur", "mlle", "miss", "docteur", "dr", "mister",
        "maitre", "prenom",
        "prenomme", "nomme", "called", "named", "saint", "st", "sainte", "signe", "nom", "surname", "name",
        "rue", "avenue", "boulevard",
        "bd", "av", "impasse", "allee", "chemin", "street", "road", "lane", "mademoiselle", "sir", "regards");

    // "Je m'appelle", "my name is", "je suis".
    private static readonly FrozenSet<string> Calling = FrozenSet.Create(StringComparer.Ordinal,
        "appelle", "appel", "prenom", "nom", "suis", "am", "name", "names", "surname", "cordialement", "called",
        "im");

    private static readonly FrozenSet<string> Units = FrozenSet.Create(StringComparer.Ordinal,
        "euros", "euro", "eur", "e", "€", "km", "kms", "kilometres", "h", "heure", "heures", "hrs", "am", "pm",
        "ans", "an",
        "mois", "jours", "jour", "minutes", "min", "mn", "fois", "places", "portes", "porte", "roues",
        "personnes", "metres", "m", "miles",
        "pounds", "years", "days", "weeks", "semaines", "months", "hours", "people", "doors", "seats",
        "janvier", "fevrier", "mars", "avril",
        "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre", "january", "february",
        "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december", "cv", "ch",
        "kg", "th", "st", "nd", "rd",
        "voitures", "vehicules", "cars", "vehicles", "motos", "bikes", "eme", "er", "oclock", "o", "door",
        "chevaux", "bornes", "clock");

    private static readonly FrozenSet<string> Bodies = FrozenSet.Create(StringComparer.Ordinal,
        "break", "estate", "sw", "coupe", "cabriolet", "cab", "societe", "gti", "rs", "st", "automatique",
        "automatic", "auto", "bva",
        "immatriculee", "immatricule", "immat", "registered", "reg", "ii", "iii", "iv", "vi", "vii", "phase",
        "tourer",
        "annee", "ans", "years", "hdi", "collection", "modele", "model", "mk",
        "cabrio", "cross", "sport", "sportback", "hatchback", "van", "turbo", "gt", "gtd", "gte", "connect",
        "custom", "due", "stepway",
        "mcv", "variant", "allroad");

    // What may stand behind a name that is a word of everyday talk.
    private static readonly FrozenSet<string> Following = FrozenSet.Create(StringComparer.Ordinal,
        "is", "has", "are", "was", "needs", "and", "but", "for", "on", "in", "with", "from", "due", "that", "which",
        "de", "du", "a", "est", "et", "qui", "pour", "en", "avec", "elle", "il", "doit", "mais", "svp",
        "please", "due", "d", "ayant", "passe");

    private static readonly FrozenSet<string> Talk = FrozenSet.Create(StringComparer.Ordinal,
        "controle", "technique", "ct", "mot", "visite", "inspection", "immatriculee", "immatricule", "km",
        "plaque", "reg",
        "kms", "miles", "registered", "ans", "years", "occasion", "revision", "essai", "achat", "vends",
        "vendre", "acheter", "selling", "buy");

    private static readonly FrozenSet<string> Fillers = FrozenSet.Create(StringComparer.Ordinal,
        "c", "est", "ce", "cest", "it", "s", "is", "its", "pour", "for", "j", "ai", "jai", "i", "have", "got",
        "bonjour", "hello", "hi", "oui", "yes", "alors",
        "une", "un", "ma", "mon", "la", "le", "a", "an", "my", "the", "de", "bjr", "bonsoir", "salut", "euh",
        "donc", "sur", "svp", "please",
        "merci", "thanks", "marque", "modele", "make", "model", "voiture", "vehicule", "vehicle", "car", "slt",
        "cela", "concerne", "ve", "juste", "just");

    private readonly List<VehicleToken> _tokens;
    private readonly List<VehiclePiece> _names;
    private readonly bool _isFrench;
    private readonly bool _isAsked;
    private readonly bool[] _isTold;
    private readonly bool _speaksOfVehicles;
    private readonly bool[] _isName;
    private readonly bool _saysMotorhome;
    private readonly bool _saysMotorcycle;

    /// <summary>Takes what was found.</summary>
    public VehicleContext(
        List<VehicleToken> tokens, List<VehiclePiece> names, List<VehiclePiece> words, string locale, bool isAsked)
    {
        (_tokens, _names, _isAsked) = (tokens, names, isAsked);
        _isFrench = locale.StartsWith("fr", StringComparison.Ordinal);
        _isTold = new bool[tokens.Count];
        _isName = new bool[tokens.Count];
        foreach (var word in words)
            Array.Fill(_isTold, true, word.First, word.End - word.First);
        foreach (var name in names)
            Array.Fill(_isName, true, name.First, name.End - name.First);
        _speaksOfVehicles = words.Count > 0 || tokens.Exists(token => Talk.Contains(token.Text) || IsYear(token));
        _saysMotorhome = words.Exists(word => word.Kind is VehicleKind.Motorhome);
        _saysMotorcycle = words.Exists(word => word.Kind is VehicleKind.Motorcycle);
    }

    /// <summary>The names that are taken for those of vehicles, each with the likeliest bearer first.</summary>
    public List<VehiclePiece> Taken()
    {
        List<VehiclePiece> taken = [];
        for (var i = 0; i < _names.Count; i++)
        {
            var piece = _names[i];
            if ((taken.Count > 0 && piece.First < taken[^1].End) || IsDenied(piece.First) || IsPerson(piece))
                continue;
            var beside = MakesBeside(i);
            List<VehicleName> fit = [.. piece.Names
                .Where(name => IsMeant(piece, name, beside))
                .OrderBy(name => Rank(name, beside))];
            if (fit.Count > 0)
                taken.Add(piece with { Names = fit, End = WithGeneration(piece, fit[0]) });
        }

        return taken;
    }

    /// <summary>Whether what begins at a token is said not to be so: "pas une 208", "not diesel".</summary>
    public bool IsDenied(int at)
    {
        if (at == 0 || _tokens[at].Before > VehicleGap.Space)
            return false;
        var before = at - 1;
        if (before > 0
            && _tokens[before].Text is "une" or "un" or "a" or "an" or "the" or "la" or "le" or "en" or "du"
                or "de" or "d"
            && _tokens[before].Before <= VehicleGap.Space)
            before--;
        return _tokens[before].Text is "pas" or "not" or "non" or "ni" or "nor" or "neither" or "isnt"
            || (_tokens[before].Text is "t" && before > 0 && _tokens[before - 1].Text is "isn" or "wasn");
    }

    private int Rank(VehicleName name, HashSet<string> beside)
    {
        if (beside.Contains(name.Make))
            return 0;
        if (_saysMotorhome && name.Kind is VehicleKind.Motorhome)
            return 1;
        if (_saysMotorcycle && name.Kind is VehicleKind.Motorcycle)
            return 2;
        return 3;
    }

    private HashSet<string> MakesBeside(int at)
    {
        HashSet<string> makes = new(StringComparer.Ordinal);
        var piece = _names[at];
        for (var other = Math.Max(0, at - Beside); other < Math.Min(_names.Count, at + Beside + 1); other++)
        {
            var name = _names[other];
            var isBefore = other < at;
            if (other == at || (isBefore ? piece.First - name.End : name.First - piece.End) > Beside
                || IsParted(isBefore ? name.End : piece.End, isBefore ? piece.First : name.First))
                continue;
            foreach (var bearer in name.Names)
            {
                if (bearer.Model is null != piece.Names[0].Model is null
                    || piece.Names.Any(own => own.Make == bearer.Make && own.Model is null != bearer.Model is null))
                    makes.Add(bearer.Make);
            }
        }

        return makes;
    }

    private bool IsParted(int from, int to)
    {
        for (var at = from; at <= to && at < _tokens.Count; at++)
        {
            if (_tokens[at].Before is VehicleGap.Break)
                return true;
        }

        return false;
    }

    private bool IsPerson(VehiclePiece piece)
    {
        if (piece.First == 0)
            return false;
        var before = _tokens[piece.First - 1];
        // "Farouk-Bailey".
        if (_tokens[piece.First].Before is VehicleGap.Tight && !before.IsNumber && before.Text.Length > 2
            && !_isName[piece.First - 1])
            return true;
        if (_tokens[piece.First].Before <= VehicleGap.Comma && People.Contains(before.Text))
            return true;
        if (_tokens[piece.First].Before <= VehicleGap.Space && !_isName[piece.First - 1] && before.HasCapital
            && FirstNames.Contains(before.Text) && piece.Names.All(name => name.Model is null
            || name.Doubt > VehicleDoubt.None || piece.IsNear))
            return true;
        for (var back = 1; back <= Beside && piece.First - back >= 0; back++)
        {
            if (Calling.Contains(_tokens[piece.First - back].Text)
                && (back == 1 || _tokens[piece.First - 1].Text is "c" or "est" or "is" or "s"
                || FirstNames.Contains(_tokens[piece.First - 1].Text)))
                return true;
            if (_tokens[piece.First - back + 1].Before is VehicleGap.Break)
                break;
        }

        return false;
    }

    private bool IsMeant(VehiclePiece piece, VehicleName name, HashSet<string> beside)
    {
        var doubt = piece.IsNear && name.Doubt is VehicleDoubt.None ? VehicleDoubt.Some : name.Doubt;
        var hasMake = beside.Contains(name.Make);
        if (doubt is VehicleDoubt.None)
            return true;
        var isNumber = _tokens[piece.End - 1].IsNumber && _tokens[piece.First].IsNumber;
        if (_tokens[piece.End - 1].IsNumber && (IsBeforeUnit(piece) || (isNumber && IsPartOfNumber(piece))))
            return false;
        if (hasMake)
            return true;
        if (doubt is VehicleDoubt.Make)
            return false;
        var hasArticle = HasBefore(piece, Articles);
        var isAlone = IsAlone(piece);
        var isAnswer = _isAsked && (isAlone || (piece.First < First && _tokens.Count <= FewTokens)
            || piece.First == 0);
        if (doubt is VehicleDoubt.Number)
            return isAnswer || (hasArticle
                && _tokens[piece.First - 1].Text is not ("a" or "s" or "un" or "an" or "leur"))
                || (HasTold(piece) && !IsPrice(piece)) || (isAlone && hasArticle)
                || (_isFrench && piece.First > 0 && _tokens[piece.First - 1].Text is "la")
                || (piece.First > 1 && _tokens[piece.First - 1].Text is "et" or "and" && _isName[piece.First - 2]);
        if (doubt is VehicleDoubt.Code)
            return isAnswer || hasArticle || HasTold(piece) || (isAlone && piece.First == 0 && _speaksOfVehicles)
                || (_isFrench && HasBefore(piece, LooseArticles) && !IsRoad(piece));
        if (doubt is VehicleDoubt.Much)
            return (isAnswer && (isAlone || hasArticle)) || (hasArticle && isAlone)
                || (hasArticle && HasTold(piece))
                || (hasArticle && _speaksOfVehicles && IsFollowed(piece))
                || (piece.First == 0 && HasTold(piece) && !piece.IsNear)
                || (name.Kind is VehicleKind.Motorhome && name.Model is null && IsToldBeside(piece));
        return isAnswer || (hasArticle && (_speaksOfVehicles || (!piece.IsNear && (_isFrench || IsFollowed(piece)))))
            || (_isFrench && !piece.IsNear && piece.First > 0 && _tokens[piece.First - 1].Text is "la")
            || HasTold(piece) || isAlone
            || (piece.First == 0 && _speaksOfVehicles && !FirstNames.Contains(_tokens[0].Text))
            || (HasBefore(piece, LooseArticles) && _speaksOfVehicles)
            || (_speaksOfVehicles && piece.First > 0 && _tokens[piece.First - 1].Text is "pour" or "for"
            && !FirstNames.Contains(_tokens[piece.First].Text));
    }

    private bool IsBeforeUnit(VehiclePiece piece) =>
        piece.End < _tokens.Count && _tokens[piece.End].Before <= VehicleGap.Space
            && Units.Contains(_tokens[piece.End].Text)
        && !(_tokens[piece.End].Text is "e" && _tokens[piece.End].Before is VehicleGap.None);

    private bool IsPrice(VehiclePiece piece) =>
        piece.First > 0
            && _tokens[piece.First - 1].Text is "a" or "de" or "pour" or "code" or "vers" or "numero"
                or "since" or "depuis" or "in" or "en";

    // "06 12 34 56 78": figures with figures beside them, unless these are a year or what is on the clock.
    private bool IsPartOfNumber(VehiclePiece piece) =>
        (piece.First > 0 && _tokens[piece.First].Before is VehicleGap.Space
            && _tokens[piece.First - 1].IsNumber && !_isName[piece.First - 1])
        || (piece.End < _tokens.Count && _tokens[piece.End].Before is VehicleGap.Space && _tokens[piece.End].IsNumber
            && _tokens[piece.End].Text.Length == 3);

    // "À Ibiza" is a place.
    private bool HasBefore(VehiclePiece piece, FrozenSet<string> words) =>
        piece.First > 0 && _tokens[piece.First].Before <= VehicleGap.Space
        && words.Contains(_tokens[piece.First - 1].Text)
        && !(_isFrench && _tokens[piece.First - 1].Text is "a" or "s");

    // "Sur l'A6", "via la D2".
    private bool IsRoad(VehiclePiece piece) =>
        piece.First > 1 && _tokens[piece.First - 2].Text is "sur" or "par" or "via" or "on" or "prendre"
        && _tokens[piece.First - 1].Text is "l" or "la" || (piece.First > 0
        && _tokens[piece.First - 1].Text is "l" && _tokens[piece.First].Text is "a");

    // A word of vehicles, a year or a body close by.
    private bool HasTold(VehiclePiece piece)
    {
        for (var at = piece.End; at < Math.Min(_tokens.Count, piece.End + Near); at++)
        {
            if (_tokens[at].Before is VehicleGap.Break)
                break;
            if (_isTold[at] || Bodies.Contains(_tokens[at].Text) || IsYear(_tokens[at]))
                return true;
        }

        return IsToldBefore(piece);
    }

    private bool IsToldBeside(VehiclePiece piece) =>
        IsToldBefore(piece) || (piece.End < _tokens.Count && _tokens[piece.End].Before <= VehicleGap.Comma
            && _isTold[piece.End]);

    private bool IsToldBefore(VehiclePiece piece)
    {
        for (var at = piece.First; at > Math.Max(0, piece.First - 2); at--)
        {
            if (_tokens[at].Before is VehicleGap.Break)
                return false;
            if (_isTold[at - 1])
                return true;
        }

        return false;
    }

    private bool IsFollowed(VehiclePiece piece) =>
        piece.End >= _tokens.Count || _tokens[piece.End].Before >= VehicleGap.Comma
        || _tokens[piece.End].IsNumber || Following.Contains(_tokens[piece.End].Text);

    // Nothing else is said but that it is one.
    private bool IsAlone(VehiclePiece piece)
    {
        if (_tokens.Count - piece.End > First)
            return false;
        for (var at = 0; at < Math.Min(piece.First, FewTokens + 1); at++)
        {
            if (at == FewTokens || !(Fillers.Contains(_tokens[at].Text) || _isTold[at] || _isName[at]))
                return false;
        }

        for (var at = piece.End; at < _tokens.Count; at++)
        {
            if (!(Fillers.Contains(_tokens[at].Text) || _isTold[at] || _isName[at]
                || Bodies.Contains(_tokens[at].Text)
                || _tokens[at].IsNumber))
                return false;
        }

        return true;
    }

    // "Clio 4", "golf VII": a figure that no unit follows.
    private int WithGeneration(VehiclePiece piece, VehicleName name)
    {
        if (name.Model is null || _tokens[piece.End - 1].IsNumber || piece.End >= _tokens.Count
            || _tokens[piece.End].Before > VehicleGap.Space || (_isName[piece.End] && !_tokens[piece.End].IsNumber))
            return piece.End;
        var next = _tokens[piece.End];
        var isGeneration = next.Text is "ii" or "iii" or "iv" or "vi" or "vii" or "viii"
            || (next.IsNumber && next.Text.Length == 1);
        if (!isGeneration)
            return piece.End;
        var behind = piece.End + 1 < _tokens.Count ? _tokens[piece.End + 1] : default;
        return behind.Text is not null && (behind.Before is VehicleGap.None
            || (behind.Before <= VehicleGap.Tight && behind.IsNumber)
            || Units.Contains(behind.Text)) ? piece.End : piece.End + 1;
    }

    private static bool IsYear(VehicleToken token) =>
        token.Text.Length == 4 && token.IsNumber
        && (token.Text.StartsWith("19", StringComparison.Ordinal)
        || token.Text.StartsWith("20", StringComparison.Ordinal));
}

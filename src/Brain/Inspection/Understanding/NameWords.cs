using System.Collections.Frozen;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>The words of a person's name, and which half each of them belongs to.</summary>
internal static class NameWords
{
    private static readonly FrozenSet<string> Particles = FrozenSet.Create(StringComparer.Ordinal,
        "de", "du", "des", "d", "la", "le", "van", "von", "der", "den", "di", "da", "el", "al", "ben", "bin", "mac",
        "saint", "st", "o", "do", "dos", "das", "del", "della", "ter", "ten", "zu", "ni", "nic", "ould", "ap",
        "vander");

    // They begin a family name of which another word follows, and are given names as well.
    private static readonly FrozenSet<string> AlsoGiven = FrozenSet.Create(StringComparer.Ordinal, "al", "ben", "la");

    private static readonly FrozenSet<string> Titles = FrozenSet.Create(StringComparer.Ordinal,
        "m", "mr", "mme", "mlle", "mrs", "ms", "dr", "monsieur", "madame", "miss", "mister", "maitre");

    // What stands behind a name, or beside one, and is no part of it.
    private static readonly FrozenSet<string> Beside = FrozenSet.Create(StringComparer.Ordinal,
        "nom", "prenom", "plaque", "plate", "immat", "immatriculation", "registration", "reg", "tel", "telephone",
        "portable", "phone", "mobile", "mob", "cell", "number", "numero", "num", "mail", "email", "et", "and", "mon",
        "my", "is", "est", "name", "first", "last", "surname", "family", "given", "avec", "with", "le", "for", "pour",
        "on", "au", "the", "same", "meme", "ce", "cest", "c", "it", "its", "s", "ma", "voiture", "car", "vehicle",
        "vehicule", "please", "svp", "merci", "thanks", "who", "qui", "j", "je", "i", "if", "si", "mais", "but",
        "sur", "so", "donc", "en", "un", "une", "a", "comme", "like", "elle", "lui", "him", "her", "moi", "me",
        "contact", "joignable", "reachable", "par", "by", "here", "ici", "bien", "aussi", "too", "also", "again",
        "hein", "as", "in", "at", "not", "myself", "sir", "mettez", "mets", "mettre", "met", "notez", "note",
        "inscrivez", "prenez", "use", "put", "place", "vous", "you", "we", "nous", "earl", "sarl", "sas", "sci",
        "eurl", "gaec", "ltd", "limited", "no", "non", "yes", "oui", "ok", "of", "pas", "from", "chez", "correct",
        "confirmez", "confirme", "confirm", "right");

    private static readonly FrozenSet<string> OfCentre = FrozenSet.Create(StringComparer.Ordinal,
        "controle", "technique", "technical", "control", "inspection", "visite", "contre", "revisite", "revisit",
        "retest", "test", "rdv", "rendez", "vous", "appointment", "booking", "ct", "mot", "periodique", "volontaire",
        "complementaire", "pollution", "diesel", "essence", "petrol", "hybride", "hybrid", "electrique", "electric",
        "gpl", "lpg", "voiture", "car", "utilitaire", "van", "moto", "motorbike", "motorcycle", "scooter", "camping",
        "camper", "motorhome", "fourgon", "camionnette", "break", "berline", "paris", "france",
        "carte", "grise", "salle", "waiting", "room", "matin", "soir", "morning", "afternoon", "evening", "premier",
        "premiere", "deuxieme", "dernier", "first", "second", "last", "middle", "exact", "valide", "validez",
        "confirme", "confirmez", "reservez", "reserve", "ok", "impec", "impeccable", "nickel", "top", "super",
        "parfait", "correct", "correcte", "good", "day", "bonne", "journee", "soiree", "cordialement", "regards",
        "kind", "best", "bien", "entendu", "noted", "brilliant", "grand", "cheers", "ta", "lovely", "perfect",
        "wonderful", "splendid", "excellent", "great", "fine", "sorted", "done", "deal", "go", "ahead", "blanc",
        "blanche", "noir", "noire", "rouge", "bleu", "bleue", "gris", "white", "black", "red", "blue", "grey",
        "silver", "green", "vert", "verte", "series", "serie", "classe", "class", "annee", "year");

    /// <summary>The words of a piece, without titles.</summary>
    public static List<string> Of(string piece) =>
        [.. piece.Split([' ', '\u00A0', '\u0001'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('"', '«', '»', '.', ',', ':', '*'))
            .Where(word => word.Length > 0 && !Titles.Contains(Word.Fold(word)))];

    /// <summary>The words of a name that a piece begins with; empty where it begins with none.</summary>
    public static List<string> Leading(string piece)
    {
        List<string> words = [];
        var isWritten = false;
        foreach (var raw in piece.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var word = raw.Trim('.', ',', ':', '-');
            // "Au nom d'Alain".
            if (word.Length > 3 && word[0] is 'd' or 'l' && word[1] is '\'' or '’' && char.IsUpper(word[2]))
                word = word[2..];
            var folded = Word.Fold(word);
            if (word.Length == 0 || Titles.Contains(folded))
                continue;
            var isPart = IsParticle(word)
                && (folded is not ("le" or "la" or "de") || char.IsUpper(word[0]));
            if (!isPart && (Beside.Contains(folded) || OfCentre.Contains(folded)))
                break;
            // Who writes a name with capitals ends it where they end.
            if (words.Count > 0 && isWritten && char.IsLower(word[0]) && !IsParticle(word))
                break;
            isWritten |= char.IsUpper(word[0]);
            words.Add(word);
            if (raw.EndsWith('.') && word.Length > 1)
                break;
        }

        while (words.Count > 0 && IsParticle(words[^1]))
            words.RemoveAt(words.Count - 1);
        return words.Count > 0 && (PersonName.CanBe(words) || PersonName.CanBePair(words)) ? words : [];
    }

    /// <summary>Whether a word stands before a family name and belongs to it.</summary>
    public static bool IsParticle(string word) => Particles.Contains(Word.Fold(word));

    /// <summary>Whether words are of what a centre does rather than of people.</summary>
    public static bool AreOfCentre(IReadOnlyList<string> words) => words.Any(
        word => OfCentre.Contains(Word.Fold(word)) && !IsParticle(word));

    /// <summary>Whether a word of them stands beside names, or is of what a centre does.</summary>
    public static bool AreEveryday(IReadOnlyList<string> words) => AreOfCentre(words)
        || words.Any(word => Beside.Contains(Word.Fold(word)) && !IsParticle(word));

    /// <summary>A half of a known name that is spelled otherwise now: "Camille, with two Ls"; null for none.</summary>
    public static PersonName? SpelledAgain(string text, string first, string last)
    {
        foreach (var word in Word.In(text).Where(word => word.Text.Length > 3))
        {
            var written = text[word.Start..word.End];
            if (!char.IsUpper(written[0]) || AreEveryday([written]))
                continue;
            if (IsNear(word.Text, Word.Fold(first)))
                return new PersonName(null, PersonName.Tidy([written]));
            if (IsNear(word.Text, Word.Fold(last)))
                return new PersonName(PersonName.Tidy([written]), null);
        }

        return null;
    }

    // One letter more, fewer or another.
    private static bool IsNear(string one, string other)
    {
        if (one == other || Math.Abs(one.Length - other.Length) > 1)
            return false;
        var same = 0;
        while (same < Math.Min(one.Length, other.Length) && one[same] == other[same])
            same++;
        var (left, right) = (one[same..], other[same..]);
        return left.Length == right.Length
            ? left.Length > 0 && left[1..] == right[1..]
            : left.Length > right.Length ? left[1..] == right : left == right[1..];
    }

    /// <summary>Tells the given name from the family name, which begins with its particle.</summary>
    public static PersonName Split(IReadOnlyList<string> words)
    {
        var capitals = words.Count(word => word.Length > 1 && word.All(letter => !char.IsLower(letter)));
        if (words.Count < 3 || (capitals > 0 && capitals < words.Count))
            return PersonName.Of(words, null);
        for (var at = 1; at < words.Count - 1; at++)
        {
            if (IsParticle(words[at])
                && !(AlsoGiven.Contains(Word.Fold(words[at])) && at + 1 == words.Count - 1 && at > 1))
            {
                // "Enzo Ferreira da Costa": what is no given name before the particle is of the family.
                var given = Math.Max(1, words.Take(at).TakeWhile(FirstNames.Contains).Count());
                return new PersonName(PersonName.Tidy(words.Skip(given)), PersonName.Tidy(words.Take(given)));
            }
        }

        // "Da Silva Paulo": the given name stands behind.
        return IsParticle(words[0]) && FirstNames.Contains(words[^1])
            ? new PersonName(PersonName.Tidy(words.SkipLast(1)), PersonName.Tidy([words[^1]]))
            : PersonName.Of(words, null);
    }
}

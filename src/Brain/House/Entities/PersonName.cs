using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>A person's name, or the half of it that was given.</summary>
/// <param name="LastName">Family name, or null.</param>
/// <param name="FirstName">Given name, or null.</param>
internal sealed partial record PersonName(string? LastName, string? FirstName)
{
    private const int MostWords = 5;

    // Given names that are at least as common as family names: alone they do not tell which one they are.
    private static readonly HashSet<string> EitherName = new(StringComparer.Ordinal)
    {
        "martin", "bernard", "thomas", "robert", "richard", "simon", "laurent", "michel", "david", "vincent", "henry",
        "andre", "francois", "guillaume", "roger",
        "clement", "denis", "gerard", "benoit", "blanchard", "adam", "aubry", "james", "lewis", "george", "charles",
        "paul", "russell", "kelly", "scott", "grace",
        "jordan", "allan", "morgan", "dylan", "harry", "rose", "glenn", "mark", "ali", "olivier", "herve", "arnaud",
        "mathieu", "gilbert", "claude", "remy", "leon",
    };

    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal)
    {
        "de", "du", "des", "d", "la", "le", "van", "von", "der", "den", "di", "da", "el", "al", "ben", "bin", "mac",
        "saint", "st", "o", "do", "dos", "das", "del", "della", "ter", "ten", "zu",
    };

    private static readonly HashSet<string> NeverNames = new(StringComparer.Ordinal)
    {
        "ok", "oui", "non", "merci", "bonjour", "salut", "svp", "adresse", "telephone", "tel", "nom", "prenom",
        "numero", "portable", "rue", "avenue", "livraison",
        "commande", "commander", "acheter", "exemplaire", "exemplaires", "piece", "pieces", "produit", "article",
        "articles", "fait", "facture", "cest", "voici",
        "voila", "toujours", "pareil", "idem", "monsieur", "madame", "mademoiselle", "mr", "mrs", "ms", "miss", "mme",
        "mlle", "phone", "address", "mobile",
        "delivery", "order", "please", "hm", "euh", "hum", "quoi", "attendez", "mug", "mugs", "theiere", "bougie",
        "plaid", "vase", "chaise", "table",
        "livrez", "moyens", "paiement", "retour", "retours", "cadeau", "lampe", "tasse", "tasses", "stock", "dispo",
        "disponible",
        "buy", "ordering", "ship", "shipping", "deliver", "returns", "refund", "payment", "gift", "lamp", "available",
        "panier", "couteau", "poele", "cocotte", "carafe", "interesse", "interessee", "desole", "desolee", "presse",
        "pressee", "enchante", "enchantee",
        "interested", "sorry", "ready", "kettle", "teapot", "candle", "chair", "good", "back", "sure", "happy",
        "finished", "done", "english", "french", "francais",
        "etage", "porte", "gauche", "droite", "batiment", "bat", "escalier", "interphone", "digicode", "appartement",
        "appt", "apt", "floor", "door", "left", "right",
        "building", "flat", "apartment", "gate", "client", "cliente", "customer", "nouveau", "nouvelle", "new",
        "confirmer", "corriger", "rien", "nothing", "tout", "everything", "super", "top", "cool",
        "parfait", "perfect", "d'accord", "accord", "bien", "great", "hello", "hi", "hey", "thanks", "thank", "yes",
        "no", "oops", "oups", "pardon", "sur", "sure", "hotel", "hostel", "societe", "sarl", "sas", "entreprise",
            "company",
        "ltd", "restaurant", "cafe", "ecole", "school", "sorted", "fab", "cheers", "lovely", "brilliant", "nice",
            "fine",
    };

    // What is said to a machine, or stands in a form: nobody answers with it who does not say that it is their name.
    private static readonly HashSet<string> Commands = new(StringComparer.Ordinal)
    {
        "stop", "annule", "annuler", "annulez", "annulation", "cancel", "cancelled", "abort", "quit", "exit", "end",
        "start", "help", "aide", "menu", "now", "maintenant",
        "later", "both", "either", "all", "neither", "aucun", "aucune", "tous", "toutes", "deux", "test", "null",
        "undefined", "nan", "none", "call", "visit", "click",
        "http", "https", "www", "html", "script", "unsubscribe", "desabonner", "arret", "arreter", "arretez", "retour",
        "suivant", "next", "previous", "idk", "lol", "mdr",
        "double", "triple", "moitie", "blah", "bla", "blabla", "blablabla", "whatever", "dunno", "bof", "skip",
        "passer", "passe",
    };

    /// <summary>
    /// Whether one of the words is said to a machine rather than being anybody's name, or the only one a number.
    /// </summary>
    public static bool HasCommand(IReadOnlyList<string> words) =>
        words.Any(word => Commands.Contains(Word.Fold(word)))
        || (words is [var only] && NumberWords.Read(Word.In(only), 0).Words > 0);

    /// <summary>Whether words can be a name: letters only, not too many, and not the words of everyday.</summary>
    public static bool CanBe(IReadOnlyList<string> words) =>
        words.Count is > 0 and <= MostWords
        && words.Any(word => word.Length > 1 && !Particles.Contains(Word.Fold(word)))
        && words.All(
            word => NameWord().IsMatch(word)
            && (Particles.Contains(Word.Fold(word)) || FirstNames.Contains(word) || !IsEveryday(word)));

    /// <summary>
    /// Whether words, which can be a name, look like one: capitals, or a known given name among them.
    /// </summary>
    public static bool LooksLike(IReadOnlyList<string> words) =>
        words.Any(FirstNames.Contains) ||
        (words[0] is not ("le" or "la" or "les" or "the")
            && words.All(word => char.IsUpper(word[0]) || Particles.Contains(Word.Fold(word))));

    /// <summary>
    /// Whether two words, each with a capital, may be a name although one of them is a word of everyday: <c>Noah
    /// Price</c>. Where nothing else says so, one of them has to be a known given name (<see cref="HasGivenName"/>).
    /// </summary>
    public static bool CanBePair(IReadOnlyList<string> words) =>
        words.Count == 2
        && words.All(
            word => NameWord().IsMatch(word) && char.IsUpper(word[0]) && !NeverNames.Contains(Word.Fold(word))
            && !Particles.Contains(Word.Fold(word)))
        && (HasGivenName(words) || !IsEveryday(words[0]));

    /// <summary>Whether there is a known given name among the words.</summary>
    public static bool HasGivenName(IReadOnlyList<string> words) => words.Any(FirstNames.Contains);

    /// <summary>Tells the given name from the family name.</summary>
    /// <param name="words">The words of a name, as they were written.</param>
    /// <param name="asked">The half that was asked for, when only one was; else null.</param>
    public static PersonName Of(IReadOnlyList<string> words, NamePart? asked)
    {
        if (words.Count == 1)
        {
            var isFirst = asked is null
                ? FirstNames.Contains(words[0]) && !EitherName.Contains(Word.Fold(words[0]))
                : asked == NamePart.First;
            return isFirst ? new PersonName(null, Tidy(words)) : new PersonName(Tidy(words), null);
        }

        // "Du Plessis-Robin" and "da Silva" are one family name.
        if (Particles.Contains(Word.Fold(words[0])) && !FirstNames.Contains(words[^1]))
            return new PersonName(Tidy(words), null);
        var capitals = words.Where(IsCapitals).ToList();
        if (capitals.Count > 0 && capitals.Count < words.Count(word => !Particles.Contains(Word.Fold(word))))
            return new PersonName(
                Tidy([.. words.Where(word => IsCapitals(word) || Particles.Contains(Word.Fold(word)))]),
                Tidy([.. words.Where(word => !IsCapitals(word) && !Particles.Contains(Word.Fold(word)))]));
        var lastComesFirst = !IsCertainlyFirst(words[0]) && FirstNames.Contains(words[^1])
            && (IsCertainlyFirst(words[^1]) || !FirstNames.Contains(words[0]));
        if (lastComesFirst)
            return new PersonName(Tidy(words.Take(words.Count - 1)), Tidy([words[^1]]));
        // "Jean Pierre Martin" has two given names, "Marie Dupont Martin" two family names.
        var given = words.Count > 2 && FirstNames.Contains(words[1]) && !EitherName.Contains(Word.Fold(words[1]))
            ? 2
            : 1;
        return new PersonName(Tidy(words.Skip(given)), Tidy(words.Take(given)));
    }

    /// <summary>A name as it is written: capitals at the beginning, particles as they came.</summary>
    public static string Tidy(IEnumerable<string> words) => string.Join(' ', words.Select(TidyWord));

    private static bool IsEveryday(string word)
    {
        var folded = Word.Fold(word);
        var score = LanguageDetector.Score(word);
        return NeverNames.Contains(folded) || score.French > 0 || score.English > 0;
    }

    private static bool IsCertainlyFirst(string word) =>
        FirstNames.Contains(word) && !EitherName.Contains(Word.Fold(word));

    private static bool IsCapitals(string word) =>
        word.Length > 1 && word.All(letter => !char.IsLower(letter)) && word.Any(char.IsUpper);

    private static string TidyWord(string word)
    {
        if (Particles.Contains(Word.Fold(word)) && !char.IsUpper(word[0]))
            return word;
        // Who mixes capitals and small letters means it: McDonald, DeVito.
        if (word.Any(char.IsUpper) && word.Any(char.IsLower))
            return word;
        return CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word.ToLowerInvariant());
    }

    [GeneratedRegex(@"^\p{L}[\p{L}'’.\-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex NameWord();
}

/// <summary>The halves of a name.</summary>
internal enum NamePart
{
    /// <summary>Given name.</summary>
    First,

    /// <summary>Family name.</summary>
    Last,
}

using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>
/// What is asked about a product, and what product sheets call it: who asks how to wash it reads the line "Entretien".
/// </summary>
internal static class Attributes
{
    private static readonly string[][] Families =
    [
        [
            "contenance", "capacite", "litre", "litres", "volume", "contient", "contenir", "holds", "hold", "holding",
            "capacity",
            "pints", "big", "cups", "tasses", "tient",
        ],
        [
            "entretien", "laver", "lavage", "lave", "nettoyer", "nettoyage", "machine", "vaisselle", "micro", "ondes",
            "wash", "washed",
            "washing", "clean", "cleaning", "care", "dishwasher", "microwave",
        ],
        ["repasser", "repasse", "repassage", "iron", "ironing"],
        [
            "feu", "feux", "induction", "gaz", "plaque", "plaques", "four", "cuisson", "hob", "hobs", "stove",
            "stovetop", "cooker",
            "gas", "oven", "flame", "heat",
        ],
        [
            "taille", "dimension", "dimensions", "mesure", "mesures", "hauteur", "haut", "haute", "large", "largeur",
            "longueur", "long",
            "longue", "diametre", "grand", "grande", "encombrement",
            "size", "sizes", "tall", "wide", "width", "height", "length", "diameter", "measure", "bigger",
        ],
        ["matiere", "matieres", "composition", "compose", "composee", "tissu", "bois", "material", "materials", "made",
            "fabric"],
        ["poids", "pese", "lourd", "lourde", "leger", "legere", "weight", "weigh", "weighs", "heavy", "light"],
        ["ampoule", "ampoules", "lumiere", "bulb", "bulbs", "led"],
        ["autonomie", "batterie", "charge", "recharge", "recharger", "battery", "charging", "lasts", "last", "duree",
            "dure", "burn"],
        ["puissance", "watts", "power", "wattage"],
        ["garantie", "garanti", "warranty", "guarantee"],
        ["exterieur", "dehors", "pluie", "gel", "jardin", "outdoor", "outdoors", "outside", "rain", "frost"],
        ["couleur", "couleurs", "coloris", "teinte", "colour", "colours", "color", "colors"],
        ["cable", "fil", "cord", "wire"],
        ["temperature", "degres", "degrees"],
        ["parfum", "odeur", "sent", "scent", "smell", "smells"],
        ["monter", "montage", "assembler", "assembly", "assemble", "pose", "poser", "fixation"],
    ];

    private static readonly FrozenSet<string> Colours = FrozenSet.Create(StringComparer.Ordinal,
        "rouge", "bleu", "bleue", "vert", "verte", "noir", "noire", "blanc", "blanche", "jaune", "rose", "gris",
        "grise", "violet", "violette",
        "beige", "marron", "red", "blue", "green", "black", "white", "yellow", "pink", "grey", "gray", "purple",
        "brown", "dore", "argente", "gold", "silver");

    private static readonly FrozenSet<string> Verbs = FrozenSet.Create(StringComparer.Ordinal,
        "va", "vont", "marche", "fonctionne", "passe", "mettre", "convient", "supporte", "resiste", "utiliser",
        "put", "work", "works", "use", "used", "go", "goes", "suitable", "fit", "again", "deja");

    /// <summary>The words of a question with all that product sheets may call them, folded.</summary>
    public static IReadOnlyCollection<string> Of(Utterance heard)
    {
        var words = heard.Words.Select(word => word.Text)
            .Where(word => word.Length > 2 && !Fillers.Words.Contains(word))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var family in Families.Where(family => family.Any(words.Contains)))
            words.UnionWith(family);
        return words;
    }

    /// <summary>What product sheets may call a property, folded; empty when it has no words of its own.</summary>
    /// <param name="property">Its name in the corpora, or null.</param>
    public static IReadOnlyList<string> OfProperty(string? property)
    {
        var word = property switch
        {
            "material" => "matiere",
            "size" => "taille",
            "weight" => "poids",
            "capacity" => "contenance",
            "colour" => "couleur",
            "care" => "entretien",
            "power" => "puissance",
            "scent" => "parfum",
            "assembly" => "montage",
            "warranty" => "garantie",
            _ => null,
        };
        return word is null ? [] : Families.First(family => family.Contains(word));
    }

    /// <summary>Whether the words name nothing but what can be asked about any product.</summary>
    public static bool IsAll(IReadOnlyList<string> content) =>
        content.Select(Word.Fold).All(word => Verbs.Contains(word) || IsAttribute(word));

    /// <summary>Whether there is something among the words that can be asked about any product.</summary>
    public static bool IsAmong(IReadOnlyList<string> content) => content.Select(Word.Fold).Any(IsAttribute);

    private static bool IsAttribute(string word) => Families.Any(family => family.Contains(word));

    /// <summary>Whether a colour is named.</summary>
    public static bool NamesColour(Utterance heard) => heard.Words.Any(word => Colours.Contains(word.Text));

    /// <summary>Whether the colour is asked for.</summary>
    public static bool AsksForColour(Utterance heard) =>
        heard.Words.Any(
            word => word.Text is "couleur" or "couleurs" or "coloris" or "colour" or "colours" or "color" or "colors");
}

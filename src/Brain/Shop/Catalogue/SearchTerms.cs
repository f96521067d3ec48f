using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>Takes what someone wrote apart into the words worth searching for.</summary>
internal static class SearchTerms
{
    private const int MaxTerms = 16;
    private const int MaxLetters = 40;
    private const int MaxText = 2_000;

    // Words of asking and buying, which say nothing about the thing itself. Accents are taken off; PostgreSQL's own stop words are not repeated.
    private static readonly FrozenDictionary<string, FrozenSet<string>> Fillers = new Dictionary<string, FrozenSet<string>>
    {
        ["fr"] = Words("""
            bonjour bonsoir salut merci svp plait allo coucou ok oui non dites moi
            cherche cherchez chercher recherche veux veut voudrais voudrait vouloir aimerais souhaite souhaiterais faut besoin
            avez auriez vendez proposez propose montrez montrer voir trouver trouve existe reste dispo disponible disponibles stock
            acheter achete prendre prends commander commande commandez interesse interessee
            quel quelle quels quelles combien comment pourquoi quoi prix cout coute coutent tarif cher chere moins
            produit produits article articles chose choses truc quelque quelques genre type modele modeles sorte
            est il ce cette ces ca cela celui celle ceux votre vos notre faire fait plus tres bien bon bonne aussi peu avoir etes autre autres
            """),
        ["en"] = Words("""
            hello hi hey thanks thank please ok okay yes no
            looking look searching search want wants would like need needs seek show see find get buy buying purchase order ordering interested
            sell selling offer available stock left
            price prices cost costs much many cheap cheaper expensive
            product products item items thing things something anything kind sort type model models
            one ones got could give tell good best nice also really
            """),
    }.ToFrozenDictionary();

    // In a question almost every word says what it is about, except how it is put.
    private static readonly FrozenDictionary<string, FrozenSet<string>> Courtesies = new Dictionary<string, FrozenSet<string>>
    {
        ["fr"] = Words("""
            bonjour bonsoir salut merci svp plait allo coucou ok dites moi est il ce que qu puis peut peux pouvez pourriez pourrais possible
            voudrais aimerais souhaite savoir sait dire expliquer question votre vos quel quelle quels quelles comment avoir etes cela ca si
            faire fait
            """),
        ["en"] = Words("hello hi hey thanks thank please ok okay would like know tell question could possible wondering may"),
    }.ToFrozenDictionary();

    /// <summary>The words that describe a thing. When nothing is left, everything was filler and all of it is kept.</summary>
    public static string[] OfThing(string text, string locale) => Without(Fillers.GetValueOrDefault(locale), text);

    /// <summary>The words that a question is about.</summary>
    public static string[] OfQuestion(string text, string locale) => Without(Courtesies.GetValueOrDefault(locale), text);

    private static string[] Without(FrozenSet<string>? fillers, string text)
    {
        var words = Split(text).Distinct().Take(MaxTerms * 2).ToList();
        var terms = words.Where(word => fillers?.Contains(word) != true).Take(MaxTerms).ToArray();
        return terms.Length > 0 ? terms : [.. words.Take(MaxTerms)];
    }

    private static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in Folded(text).Append(new Rune(' ')))
        {
            // A hyphen holds a word together: PostgreSQL looks for t-shirt as a whole and by its parts.
            if (Rune.IsLetterOrDigit(rune) || (rune.Value == '-' && word.Length > 0))
            {
                word.Append(rune.ToString());
                continue;
            }

            var found = word.ToString().TrimEnd('-');
            word.Clear();
            if (found.Length is > 0 and <= MaxLetters)
                yield return found;
        }
    }

    /// <summary>Small letters without accents, so that a filler is known however it is typed.</summary>
    private static IEnumerable<Rune> Folded(string text) =>
        (text.Length > MaxText ? text[..MaxText] : text)
            .EnumerateRunes()
            .SelectMany(rune => rune.ToString().ToLowerInvariant().Replace("œ", "oe").Replace("æ", "ae").Normalize(NormalizationForm.FormD).EnumerateRunes())
            .Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark);

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}

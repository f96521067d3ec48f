using System.Collections.Frozen;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// What is known about words of shopping before any shop's texts are read. All are written in small letters without
/// accents. PostgreSQL's own stop words are repeated only where taking their accents off hides them from it.
/// </summary>
internal static class SearchVocabulary
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> NothingOfThing =
        new Dictionary<string, FrozenSet<string>>
        {
            ["fr"] = Words("""
            bonjour bonsoir salut merci svp plait allo coucou ok oui non dites donc
            cherche cherchez chercher recherche veux veut voudrais voudrait vouloir aimerais souhaite souhaiterais faut besoin
            avez auriez vendez vends proposez propose montrez montrer voir trouver trouve existe reste dispo disponible disponibles stock
            acheter achete prendre prends commander commande commandez interesse interessee
            quel quelle quels quelles combien comment pourquoi quoi prix cout coute coutent tarif cher chere moins
            produit produits article articles chose choses truc quelque quelques genre type modele modeles sorte
            ce cette ces ca cela celui celle ceux votre vos notre faire fait plus tres bien bon bonne aussi peu avoir autre autres
            etre etes etait meme
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

    private static readonly FrozenDictionary<string, FrozenSet<string>> NothingOfQuestion =
        new Dictionary<string, FrozenSet<string>>
        {
            ["fr"] = Words("""
            bonjour bonsoir salut merci svp plait allo coucou ok dites donc
            ce que qu puis peux peut pouvez pourriez pourrais pourrait possible faut
            veux veut voudrais voudrait vouloir aimerais souhaite souhaiterais savoir sait dire expliquer question besoin
            avez auriez avoir etre etes etait votre vos quel quelle quels quelles comment combien cela ca si meme faire fait faites aller
            """),
            ["en"] = Words("""
            hello hi hey thanks thank please ok okay would like want need know tell question could possible wondering may get sell have policy
            """),
        }.ToFrozenDictionary();

    // What people call a thing, and what shops call it in their answers.
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string[]>> Synonyms =
        new Dictionary<string, FrozenDictionary<string, string[]>>
        {
            ["fr"] = Groups("""
            livraison livrer livrez livre expedition expedier expediez envoi envoyer envoyez port
            delai delais temps duree longtemps
            recevoir recu recue arriver arrive arrivee reception livraison delais
            coute cout couter prix tarif frais cher chere montant payant payante
            gratuit gratuite gratuitement offert offerte
            retour retours retourner renvoyer renvoi rendre retractation
            rembourser rembourse remboursement
            payer paye paiement paiements regler reglement
            accepter acceptez prenez prendre
            annuler annulation modifier changer
            echange echanger remplacer
            ouvert ouverts ouverte ouverture ouvrez horaire horaires heures ferme fermes fermez
            magasin boutique adresse
            contact contacter joindre appeler telephone
            casse cassee abime abimee endommage endommagee defectueux defectueuse
            suivre suivi tracer
            fabrique fabriques fabrication origine provenance viennent
            etranger international pays
            paquet colis
            mensualites plusieurs
            pro pros professionnel professionnels entreprise
            ecologique durable durables
            rupture epuise epuisee
            """),
            ["en"] = Groups("""
            delivery deliver deliveries delivered ship shipping shipment postage
            long time days
            receive received arrive arrived delivery
            cost costs price fee fees charge charges much
            free complimentary
            return returns back
            refund refunded reimbursed reimbursement
            pay paying payment payments
            accept take
            instalments installments
            cancel cancellation change
            exchange swap replace
            open opening hours close closed closing
            shop store address
            contact reach phone call email
            broken damaged faulty defective
            track tracking trace
            parcel package
            made manufactured origin
            abroad international overseas countries
            safe secure security
            warranty guarantee
            sustainable eco ecological
            wrap wrapping wrapped
            """),
        }.ToFrozenDictionary();

    /// <summary>
    /// Whether a word of a search for products is about the asking and the buying, and not about the thing.
    /// </summary>
    public static bool SaysNothingOfThing(string word, string locale) =>
        NothingOfThing.GetValueOrDefault(locale)?.Contains(word) == true;

    /// <summary>Whether a word of a question is about how it is put.</summary>
    public static bool SaysNothingOfQuestion(string word, string locale) =>
        NothingOfQuestion.GetValueOrDefault(locale)?.Contains(word) == true;

    /// <summary>Other words for the same; empty for most.</summary>
    public static IReadOnlyList<string> SynonymsOf(string word, string locale) =>
        Synonyms.GetValueOrDefault(locale)?.GetValueOrDefault(word) ?? [];

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string[]> Groups(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .SelectMany(group => group.Select(word => (Word: word, Others: group.Where(other => other != word))))
        .GroupBy(pair => pair.Word)
        .ToFrozenDictionary(
            pairs => pairs.Key, pairs => pairs.SelectMany(pair => pair.Others).Distinct().ToArray(),
            StringComparer.Ordinal);
}

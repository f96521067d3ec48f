using System.Collections.Frozen;

namespace Gateway.Brain.House.Reading;

/// <summary>Tells French from English by the words only one of them has.</summary>
internal static class LanguageDetector
{
    // Articles and other words that stand in French addresses and names are left out: an address does not make a
    // conversation French.
    private static readonly FrozenSet<string> French = Words("""
        bonjour bonsoir salut coucou allo merci oui non je tu il elle nous vous ils elles mon ma mes ton ta tes votre vos notre nos leur leurs
        un une est suis es sommes etes sont etait sera ai avez avons ont avait aurait auriez voudrais voudrait veux veut voulez aimerais
        souhaite souhaiterais peux peut pouvez pourriez puis faut fait faites faire dois doit que qui quoi quel quelle quels quelles comment
        combien pourquoi quand ou avec sans dans pour par sur sous chez mais donc car ni ce cet cette ces ca cela celui celle ceux
        plutot aussi tres trop peu beaucoup encore deja toujours jamais rien tout toute tous toutes quelque chose plus moins pas
        y en au aux et chercher cherche prends prendre prix coute cout cher payer
        horaires ouvert adresse numero telephone prenom nom rappelez appelle plait accord bien sur finalement
        bleu bleue rouge vert verte noir noire blanc blanche jaune reste         meme autre autres premiere premier deuxieme deux trois quatre cinq sept huit neuf dix
        """);

    private static readonly FrozenSet<string> English = Words("""
        hello hi hey thanks thank yes the a an i you he she we they my your his her its our their is are am was were be been being have has had
        do does did don doesn didn can could would should will won may might must want need like looking look for find get got 
        cost costs much many how what which who whom whose when where why this that these those it
        and or but not with without from into about there here please some any something anything nothing one two three four five seven
        eight nine ten name first last phone number address street road okay sure great good fine right correct wrong actually instead maybe
        price cheap cheaper expensive pay card open opening hours blue red green black white yellow 
        left more less than too very also just only call email wait cancel change second
        """);

    // Words that open a conversation in one language only; "no", "ok" and "super" are in both.
    private static readonly FrozenSet<string> Both = Words(
        "a on me son sons mon pour car or sur non no ok super information y est chose adresse six us pas as");

    /// <summary>
    /// How much of a text speaks for each language: one point for each telling word, half for those both have.
    /// </summary>
    /// <param name="text">What was written.</param>
    /// <param name="trade">Telling words of the trade, besides those that everyone uses.</param>
    public static LanguageScore Score(string text, LanguageWords? trade = null)
    {
        double french = 0, english = 0;
        foreach (var word in Word.In(text))
        {
            var worth = Both.Contains(word.Text) ? 0.5 : 1;
            if (French.Contains(word.Text) || trade?.French.Contains(word.Text) == true)
                french += worth;
            if (English.Contains(word.Text) || trade?.English.Contains(word.Text) == true)
                english += worth;
        }

        return new LanguageScore(french, english);
    }

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>How much of a text speaks for each language.</summary>
/// <param name="French">Points for French.</param>
/// <param name="English">Points for English.</param>
internal sealed record LanguageScore(double French, double English)
{
    /// <summary>The points for <paramref name="locale"/>.</summary>
    public double For(string locale) => locale == "fr" ? French : English;
}

using System.Collections.Frozen;

namespace Gateway.Brain.House.Reading;

/// <summary>
/// Words that hold a sentence together and say nothing about what it is about, in French and English, folded.
/// </summary>
internal static class Fillers
{
    /// <summary>All of them.</summary>
    public static FrozenSet<string> Words { get; } = """
        a ah ai aie aimerais aimerait ailleurs ait alors apres as assez au aucun aujourd aussi autre aux avais avait avec avez avoir
        avons avant bah bas beh bein bien bon bonne ben c ca car ce ceci cela celle celui ces cet cette ceux chaque chez ci coup comme
        comment d dans de deja depuis des dire dis dites dit donc dont du elle elles en encore enfin ensuite entre es est et etait
        etaient ete etes etre eu euh eux exactement fais fait faites faire faut fallait feriez genre hein hui il ils j jamais je juste
        l la laquelle le lequel les lesquels leur leurs lui m ma mais me meme memes merci mes met mettez mettre mettons mhm mi mieux
        moi moins mon mouais n ne ni nos notre nous on ont ou oui non ok par parce pas peu peut peux pourrais pourrait pouvez pour
        pourquoi pourriez pres puis qu quand que quel quelle quelles quelque quelques quels qui quoi rien s sa son ses sais sans se
        sera serait seriez si sont sous souhaite souhaiterais suis sur t ta tant te tel tellement tes toi ton toujours tous tout toute
        toutes tres trop tu un une va vais vas veux veut veuillez vers voici voila voir vois vos votre voudrais voudrait voulais
        voulez vous vu y allez allons aller plait sinon surement vraiment oh an the i my mine you your yours he she it its we us our
        they them their this that these those is am are was were be been being have has had having do does did doing don doesn didn
        isn aren wasn will would shall should can could may might must ll ve re to of in at by for from with without about into over
        under up down out off if or and but so than then too very just only also again still yet already ever never now here there
        where when what which who whom whose why how all any some each every both few more most other such no not nor own same please
        hi hello hey thanks thank like one ones want wants wanted need needs looking look get got give let lets tell know say see show
        im really actually maybe perhaps anyway well right okay yeah yes hmm um uh mm hm lot bit little much many thing things
        something anything cherche cherchez cherchais recherche regarde regardez trouve trouver aime adore propose proposez vends
        vendez vendent sell selling auriez aurais aurait dispo disponible disponibles available quelqu chose choses produit produits
        article articles item items product products modele modeles sorte type kind sort idee besoin ferait ferais truc trucs machin
        bidule mere pere maman papa ami amie amis soeur frere femme mari copain copine anniversaire noel mum mom dad mother father
        sister brother wife husband friend birthday christmas aiment adores adorent likes loves budget environ maximum max quelqun
        genial geniale wondering whether proper wonder merveilleux joli jolie jolis jolies beau belle beaux lovely nice great good
        pretty beautiful adorable ravissante ravissant magnifique superbe sympa merde zut wonderful euro euros eur price prix cout coute coutent
        combien demi demie half dozen douzaine cost costs cher chere cheap cheaper expensive
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}

using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>Whether somebody says that they decide: by what they are, what is theirs, or in so many words.</summary>
internal static partial class Decisions
{
    /// <summary>True or false as they say it; null when they do not.</summary>
    /// <param name="text">The message.</param>
    /// <param name="role">The role that was read in it, or null.</param>
    public static bool? In(string text, string? role)
    {
        var plain = $" {string.Join(' ', Word.In(text).Select(word => word.Text))} ";
        if (Others().IsMatch(plain))
            return false;
        return Mine().IsMatch(plain) || (role is not null && Roles().IsMatch($" {Word.Fold(role)} ")) ? true : null;
    }

    [GeneratedRegex(
        " (c est pas moi qui|c pas moi qui|pas decisionnaire|(decision|choix) revient (a|au|aux)|ce n est pas moi qui|je ne decide pas|je decide pas|pas moi qui decide"
        + "|(peux|puis) (pas|rien) decider|decider (tout )?seule?|pas le pouvoir|tient le chequier|tient les cordons"
        + "|(mon|ma|mes) (associee?s?|conseil|comite|bureau|ca|dg|daf|drh|pdg) (doit|doivent|decide|tranche|valide|signe)"
        + "|up to (the|my) (owner|boss|board|trustees|manager|partner|director)"
        + "|(go|goes) to the (board|trustees|committee|council|owner|boss)|if it were up to me|can t say yes"
        + "|(cfo|ceo|boss|owner|board|head office) (signs|decides|has to|needs to|must)|not mine to"
        + "|mon patron|ma patronne"
        + "|mon boss|mon chef|ma chef|ma directrice|mon directeur|la direction decide|my boss|my manager|ask the boss"
        + "|i don t decide|not my (call|decision)|not for me to decide|board (has|decides|must)"
        + "|have to ask|dois demander|faut que j en parle|il faut demander) ",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Others();

    [GeneratedRegex(
        " ((c est|c|cest) moi qui (decide|signe|gere|tranche|vois|choisis|choisit|engage|paie|paye|valide|commande|arbitre|achete)"
        + "|a mon compte|j ai la main sur|la signature me revient|c est ma boite|ma boite|up to me|i get to (pick|choose|decide)"
        + "|(in|within) my budget|co own|they re my|are my (shops|stores|pubs|hotels|places)|right (bloke|person|man|woman)"
        + "|i hold the purse|i choose the|i pay the bills|je decide|je peux signer|je signe moi meme"
        + "|je suis seul a decider"
        + "|moi qui decide|a moi de decider|it s me that decides|i decide|my (call|decision)|i can sign"
        + "|sign (this|it) off"
        + "|i sign off|i own|i m the owner|i am the owner|i run|we own|my own|je tiens|je dirige"
        + "|j ai (un|une|mon|ma|deux|trois)"
        + "|mon (resto|restaurant|bar|cafe|salon|garage|hotel|club|magasin|commerce|entreprise|cabinet|atelier)"
        + "|ma (boite|boutique|boulangerie|ferme|pharmacie|creperie|pizzeria|societe)"
        + "|my (pub|cafe|shop|salon|gym|bar|restaurant|business|company|place|farm|garage)|i ve (a|got a)|i have a"
        + "|gerant|gerante|cogerant|cogerante|exploitant|exploitante|patron|patronne|owner|proprietaire|fondateur"
        + "|fondatrice|founder|ceo|director"
        + "|directeur|directrice) ",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Mine();

    [GeneratedRegex(
        " (gerante?|patron|patronne|directeur|directrice|dg|pdg|proprietaire|fondateur|fondatrice|presidente?"
        + "|dirigeante?"
        + "|maire|owner|ceo|founder|cofounder|director|boss|president|proprietor|md|franchisee|landlord|landlady|drh"
        + "|head of hr|operations manager|general manager) ",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Roles();
}

using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Sales.Understanding;

/// <summary>Whether somebody goes: until later, or for good.</summary>
internal static partial class Parting
{
    /// <summary>Whether they would be written to later.</summary>
    public static bool IsForLater(string text) => Plain(text) is var plain
        && (Later().IsMatch(plain) || (Asks().IsMatch(plain) && Time().IsMatch(plain))) && !IsForGood(text);

    /// <summary>Whether they ask to be written to: that is consent, where going until later alone is none.</summary>
    public static bool AsksToBeWritten(string text) => Asks().IsMatch(Plain(text)) && !IsForGood(text);

    /// <summary>
    /// Whether they want it no more, or are to be left alone; who lets it be and asks to be written to later does not.
    /// </summary>
    public static bool IsForGood(string text) => Plain(text) is var plain
        && (Good().IsMatch(plain) || (LetsBe().IsMatch(plain) && !(Asks().IsMatch(plain) && Time().IsMatch(plain))));

    private static string Plain(string text) => $" {string.Join(' ', Word.In(text).Select(word => word.Text))} ";

    [GeneratedRegex(
        " (drop me a (line|note|text|message)|hit me up|get back to me|come back to me|check back|try me"
        + "|write( to)? (me|us)|call (me|us)|(text|msg|mail|email|contact|remind) (me|us)|(m|nous) (ecrire|rappeler"
        + "|relancer|recontacter|envoyer un (mot|mail|message|sms|petit mot))|(envoyez|faites|passez) (moi|nous) (un"
        + "|une) (mot|mail|message|sms|signe|petit mot|relance)|message (me|us)|ping (me|us)|leave it (with me|for now"
        + "|for the (present|moment))|some other time|another time|maybe later|not (right )?now|recontactez (moi|nous)"
        + "|reecrivez (moi|nous)|ecrivez (moi|nous)|relancez (moi|nous)|revenez vers (moi|nous)|rappelez (moi|nous)"
        + "|plus tard|pas maintenant|une autre fois|on (en )?reparle) ([a-z0-9]+ ){0,6}((in|after|next|by|early|end of"
        + "|en|dans|apres|debut|fin|vers|a) )?(the )?([a-z0-9]+ ){0,2}(week|weeks|month|months|year|spring|summer"
        + "|autumn|fall|winter|jan|feb|january|february|march|april|may|june|july|august|september|october|november"
        + "|december|semaine|semaines|mois|an|annee|printemps|ete|automne|hiver|janvier|fevrier|mars|avril|mai|juin"
        + "|juillet|aout|septembre|octobre|novembre|decembre|rentree|vacances|saison|later|tard|bit|holidays|christmas"
        + "|noel) ",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Later();

    [GeneratedRegex(
        " (drop me a (line|note|text|message)|hit me up|get back to (me|us)|come back to (me|us)|check back|(write"
        + "|talk)( to)? (me|us)|(call|message|ping|email|text|msg|mail|contact|remind|ask|try)( to)? (me|us)"
        + "|you can write|un petit (mail|mot|message|sms)|recrivez (moi|nous)|recontacter|(me|nous) re?ecrire|reecrire"
        + "|(m|nous) (ecrire|rappeler|relancer|recontacter|envoyer un (mot|mail|message|sms|petit mot))|(envoyez"
        + "|faites|passez) (moi|nous) (un|une) (mot|mail|message|sms|signe|petit mot|relance)|recontactez (moi|nous)"
        + "|reecrivez (moi|nous)|ecrivez (moi|nous)|relancez (moi|nous)|revenez vers (moi|nous)|rappelez (moi|nous)) ",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Asks();

    [GeneratedRegex(
        " (not interested|no interest|don t (text|write|message|contact|call|email)( (me|us))?( again| anymore"
        + "| any more)?|do not (text|write|message|contact|call|email)( to)?( (me|us))?( again)?"
        + "|no need to (be )?(message|messaging|write|writing|writin|call|contact|follow)|remain with|all set with"
        + "|it s a no|is a no|ne donnerons pas suite|projet est abandonne|ne pas me (re)?(lancer|contacter)"
        + "|stop (messaging|texting|writing|contacting)|leave (me|us) alone|don t (want|need) (any |your "
        + "|a )?([a-z]+ )?(software|app|tool)|we stay with|we ll stick with|no thanks|no thank you|pas interessee?s?"
        + "|ca ne m interesse pas|ca m interesse pas|ne m ecrivez plus|m ecrivez plus|ne me (re)?contactez plus"
        + "|arretez de m ecrire|laissez (moi|nous) tranquille|pas la peine de me (re)?(lancer|contacter|ecrire)"
        + "|on va rester sur|on reste sur|pas besoin d un (logiciel|outil)|non merci|ca ne nous interesse pas"
        + "|no need i (ve|have|ll)) ",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Good();

    [GeneratedRegex(
        " ((i|il|we)( ll| will| d| am going to| m going to)?( sooner| rather)? (leave|drop|forget) (it|that|things"
        + "|matters)|going to leave it|let( s| us) leave (it|that)|let it be|laissez tomber|laisse tomber"
        + "|laissons tomber|on laisse tomber|je laisse tomber|on va laisser ca|on va en rester la|on en reste la"
        + "|tant pis) ",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LetsBe();

    [GeneratedRegex(
        " (week|weeks|month|months|year|spring|summer|autumn|fall|winter|jan|feb|january|february|march|april|may"
        + "|june|july|august|september|october|november|december|semaine|semaines|mois|an|ans|annee|printemps|ete"
        + "|automne|hiver|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|rentree"
        + "|vacances|saison|season|later|tard|easter|paques|christmas|noel|moment|back|retour|[0-9]+|th) ",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Time();
}

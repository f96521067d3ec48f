using System.Text.RegularExpressions;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>Words that say what kind of time or slot somebody asks for.</summary>
internal static partial class RequestWords
{
    [GeneratedRegex(
        @"\b(?:ouv\w+|ferm\w+|horaires?|open\w*|clos\w+|hours)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    public static partial Regex Opening();

    [GeneratedRegex(
        @"\b(?:pas|plus) (?:possible )?cette semaine\b|\bnot this week\b|\bcette semaine (?:c.?est|ce n.?est|[cç]a (?:ne )?va) (?:pas|mort)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    public static partial Regex NotThisWeek();

    [GeneratedRegex(
        @"\b(?:same time|same hour|m[eê]me heure|m[eê]me horaire)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    public static partial Regex SameTime();

    [GeneratedRegex(
        @"\b(?:same day|m[eê]me jour)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    public static partial Regex SameDay();

    [GeneratedRegex(
        @"\b(?:can.?t make|cannot make|won.?t make|pourrai pas|pourrai plus|peux pas venir|peux plus venir|emp[eê]ch[eé]e?|d[eé]caler|reporter|d[eé]placer|reschedule|swap|move (?:it|my|our|the))\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    public static partial Regex Moving();

    [GeneratedRegex(
        @"\b(?:(?:don.?t|do not) book|(?:ne |n.)?r[eé]serve[zr]? rien|(?:pas de|no) (?:rdv|rendez.vous|appointment) (?:pour l.instant|pour le moment|for now|yet)|rien pour l.instant|nothing for now)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    public static partial Regex Nothing();

    [GeneratedRegex(
        @"\b(?:ces jours.?(?:l[aà])?|ce jour.?l[aà]|trop t[oô]t|trop proche|plus tard dans|those days|that day|these days|too (?:soon|early)|later (?:than that|on|in)|another day|autre jour|pas ces)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    public static partial Regex Later();

    // "A slot on Saturday?", "possible le 15 ?".
    [GeneratedRegex(
        @"\b(?:places?|cr[eé]neaux?|dispo\w*|possib\w*|rdv|rendez.vous|slots?|appointments?|availab\w*|free|squeeze|fit me|fit us|anything|auriez|can i (?:come|bring)|could i (?:come|bring))\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    public static partial Regex SlotAsked();

    [GeneratedRegex(
        @"\b(?:il me (?:le )?(?:faut|faudrait)|je (?:voudrais|veux|souhaite\w*|aimerais) (?:un |prendre |r[eé]server|venir|passer|faire)|(?:un|prendre) (?:rdv|rendez.vous)|besoin d['’ ]?un (?:rdv|rendez.vous|contr[oô]le|ct)|(?:i|we) (?:need|want|would like|['’]d like) (?:a|an|the|my|to book|to come)|book me|can you (?:fit|squeeze) (?:me|us)|need (?:the|a|my|me) (?:ct|inspection|retest|test|control))",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    public static partial Regex Wanting();
}

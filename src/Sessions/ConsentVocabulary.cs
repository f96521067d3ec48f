using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Sessions;

/// <summary>
/// What a word does in a sentence about messages, in French and English: each has the letter of its kind, so that
/// <see cref="ConsentPhrases"/> can read a clause as the string of these letters. Words are folded: small letters, no
/// accents, elisions apart (<c>m ecrire</c>).
/// </summary>
internal static partial class ConsentVocabulary
{
    /// <summary>Stands for politeness and other sounds that ask for nothing; such words are left out.</summary>
    public const char Nothing = ' ';

    /// <summary>Stands for a word that is about something else.</summary>
    public const char Foreign = 'x';

    /// <summary>The letter that a stop sign becomes.</summary>
    public const char StopSign = '\u2BC3';

    // A word this long is still itself with a letter or two wrong.
    private const int LeastForTypos = 7;

    // A kind, then its words; a star stands for any ending.
    private static readonly (char Kind, string Words)[] Kinds =
    [
        (Nothing, """
            p svp stp pls plz please pleas thanks thank thanx thx tks ty tnx merci mrc cordialement regards bonjour bonsoir bjr bsr hello hi hey salut slt
            coucou madame monsieur mr mme sir madam dear cher chere ok okay oui yes yeah yep now maintenant immediatement immediately asap today just
            simplement juste seriously omg god putain bordel merde fucking fuck damn bloody wtf ffs hell alors donc so well bien veuillez priere kindly
            gentiment desormais definitivement forever vite tout toutes tous enfin lol mdr grr sorry desole desolee bonne soiree journee bye idiots
            connards assholes beaucoup suite much
            """),
        // No and yes stand before what is meant.
        ('y', "no non nan nope"),
        // What joins the words that count.
        ('f', """
            a an the l le la les un une de d du des au aux ce cet cette ces ca cela this that these those your vos votre notre our ton tes ta all any
            aucun aucune to from for on of in en by pour par sur dans chez et and or ou with avec rien anything everything y qu que via such quelque
            further other autre autres future part ici here fait faire fais ve ll
            ever keep keeps keeping thing things under recommenc* allez allons
            """),
        ('o', "je j i tu t vous you u nous we ils they it il elle id vas jai ur"),
        ('e', "est c s cest etre suis is are was were be been being am sont im its jsuis chui etes re"),
        ('h', "ai as avez avons ont avais avait has have had got havent avoir reste stock restait"),
        ('S', "stop stopall arret arrete arretez arreter arrett arretes"),
        ('s',
            "stoppe stoppez stopper stopping stops stoper stopez cesse cesser cessez quit quitting cease desist revoke"),
        ('U', "unsub* unsus* optout desab* desinsc* desins*"),
        // Weaker: much else is ended, refused or cancelled, so that who says it of messages is asked.
        ('c', "end cancel cancelling canceling discontinue withdraw terminate refuse halte fin resilier resiliez"),
        ('v', "sortez sors virez vire oubliez oublie forget"),
        ('K', "consent consentement permission autorisation"),
        ('R', "remove removed removing delete enlev* retir* supprim* effac* erase radiez rayez lose"),
        ('V', """
            text texting txt txting texter textez texted messaging msging contact contacting contacte* writing write send sending sends envoy* envoi
            envois ecrire ecris ecrivez ecrit spamming spammer spammez spamme bother bothering bug bugging harass harassing harcel* embet* emmerd*
            derang* importun* relanc* sollicit* disturb disturbing annoy annoying pester* bombard* inond*
            """),
        ('r', "hear recevoir recoive recevrai recois receive receiving receives get getting"),
        ('M', """
            message messages msg msgs mesage mesages sms smss mms texto textos texts txts pub pubs publicite* publicitaire* spam spams notif* newsletter*
            promo promos promotion promotions promotionnel* ads ad advert* marketing mails mail emails commerciaux commercial commerciale* reminders
            alerts alertes offers mailing mailings demarchage prospection sollicitation*
            """),
        ('N', """
            list liste listes lists database databases base bases donnees fichier fichiers contacts number num numero numeros phone telephone portable
            repertoire system systeme diffusion numbers tel mobile records
            data gdpr rgpd abonnement subscription
            """),
        ('I', "me moi m my mon mes ma us myself mine"),
        ('L', "leave laisse laissez laisser fiche fichez fous foutez fout lache lachez"),
        ('T', "alone tranquille paix peace grappes"),
        ('n',
            "ne n pas not dont never jamais doesnt didnt cant cannot wont isnt arent sans without shouldnt wouldnt couldnt evitez avoid"),
        ('P', "plus pu anymore"),
        ('Z', "nomore nolonger"),
        ('m', "more encore"),
        ('t', "trop too many"),
        ('w', """
            veux veut voudrais voulais souhaite souhaiterais souhaitons aimerais desire desirons demande want wanted wants wish like need wanna jveux jveu
            jvoudrais voulons
            """),
        // Why someone has had enough: it explains a stop and asks for nothing by itself.
        ('a', """
            interesse interessee interesses interested wrong person personne mauvais mauvaise erreur trompez trompe already deja told dit dis said say
            harcelement harassment arnaque scam avertissement warning report signaler police cnil really tres vraiment derniere
            fois last time goaway degage degagez
            """),
        ('A', "suffit enough assez marre"),
        ('q',
            "how comment if si what whats quoi why pourquoi when quand where who qui which quel quelle do does did doit dois happens"),
        ('k', "can could would will pouvez pourriez peux possible peut pourrait"),
        ('G',
            "start unstop reprendre reprenez reprends resume restart resubscribe resubscribed reabonn* reinscri* optin"),
        ('B', "again back nouveau"),
        ('H', "help info aide infos"),
        // Who goes on like this has not come to the end.
        ('z', """
            prends prendre take meant mean plutot rather instead wait attend* actually finalement change changed changes commande* order* voulez livr* deliver*
            prefere prefer buy achete* acheter
            """),
    ];

    // Several words that do what one does.
    private static readonly (Regex Said, string Word)[] Turns =
    [
        (Contraction(), "${verb}t"), (Negation(), "dont"), (IfYouPlease(), "svp"), (OptIn(), "optin"),
        (OptOut(), "optout"), (TakeOff(), "remove ${what}"), (ThankYou(), "thanks"),
        (NoMore(), "no${word}"), (AnyMore(), "anymore"), (GoAway(), "goaway"), (HaveSaid(), "${who}"),
        (NonStop(), "nonstop"), (StopBy(), "visit"), (TheStop(), "larret"),
        (HadEnough(), "marre"), (TurnOff(), "discontinue"),
        (SendNothing(), "stop ${verb}"), (RatherNot(), "dont want"), (MakeIt(), ""), (InAdvance(), ""),
        (SaidStop(), "deja stop"), (GetsNone(), "misses"), (IsIt(), ""), (Yours(), "cordialement"),
        (WhyNot(), "please"), (ShortCode(), "0000"), (AgainInFrench(), "nouveau"),
    ];

    // Nearly every clause has none of them, and one look tells.
#pragma warning disable RS0030 // Those that it is put together from are generated, and found by the test.
    private static readonly Regex AnyTurn = new(
        string.Join('|', Turns.Select(turn => $"({turn.Said})")), Options, Regex.InfiniteMatchTimeout);
#pragma warning restore RS0030

    private static readonly FrozenDictionary<string, char> Words = Entries(isPrefix: false)
        .ToFrozenDictionary(entry => entry.Word, entry => entry.Kind, StringComparer.Ordinal);

    // Of two that begin alike the shorter one counts.
    private static readonly FrozenDictionary<string, char> Prefixes =
        Entries(isPrefix: true).ToFrozenDictionary(entry => entry.Word, entry => entry.Kind, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> PrefixOf =
        Prefixes.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly int[] PrefixLengths = [.. Prefixes.Keys.Select(word => word.Length).Distinct().Order()];

    // "Stopppp", "Arrreettez": letters that were held down.
    private static readonly FrozenDictionary<string, char> Held = Words.Where(
        word => word.Value is 'S' or 'U' or 'M' or 'G' or Nothing)
        .DistinctBy(word => Squeeze(word.Key))
            .ToFrozenDictionary(word => Squeeze(word.Key), word => word.Value, StringComparer.Ordinal);

    private static readonly (string Word, char Kind)[] Misspelt =
    [
        ("unsubscribe", 'U'), ("desabonner", 'U'), ("desabonnez", 'U'), ("desabonnement", 'U'), ("desinscrire", 'U'),
        ("desinscrivez", 'U'), ("arretez", 'S'),
        ("arreter", 'S'), ("messages", 'M'), ("message", 'M'), ("envoyer", 'V'), ("envoyez", 'V'), ("contacter", 'V'),
        ("contactez", 'V'), ("recevoir", 'r'),
        ("receive", 'r'), ("receiving", 'r'), ("texting", 'V'), ("sending", 'V'), ("messaging", 'V'),
        ("tranquille", 'T'),
    ];

    /// <summary>Puts a folded clause's idioms into single words.</summary>
    public static string Simplify(string folded)
    {
        if (!AnyTurn.IsMatch(folded))
            return folded;
        foreach (var (said, word) in Turns)
            folded = said.Replace(folded, word);
        return folded;
    }

    /// <summary>The letters of a word: one, or two where a pronoun has grown together with its verb.</summary>
    public static string KindOf(string word)
    {
        if (word[0] == StopSign)
            return "S";
        if (!word.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return word.Length >= 4 ? Nothing.ToString() : Foreign.ToString();
        if (Exact(word) is { } kind)
            return kind.ToString();
        // "Menvoyer", "narretez": the elision without its mark.
        return word.Length > 4 && word[0] is 'm' or 'n' && Exact(word[1..]) is { } verb and ('V' or 'S')
            ? string.Concat(word[0] == 'm' ? 'I' : 'n', verb)
            : (Mistyped(word) ?? Foreign).ToString();
    }

    private static char? Exact(string word)
    {
        if (Words.TryGetValue(word, out var kind))
            return kind;
        foreach (var length in PrefixLengths)
        {
            if (length > word.Length)
                break;
            if (PrefixOf.TryGetValue(word.AsSpan(0, length), out var its))
                return its;
        }

        return null;
    }

    private static char? Mistyped(string word)
    {
        if (word.Length == 4 && Typos.Distance(word, "stop") == 1 && IsAnagramOfStop(word))
            return 'S';
        if (word.Length == 4 && KeyBesideStop().IsMatch(word))
            return 's';
        if (HasHeldLetter(word) && Held.TryGetValue(Squeeze(word), out var held))
            return held;
        if (word.Length < LeastForTypos - 1)
            return null;
        foreach (var (meant, kind) in Misspelt)
        {
            if (Typos.Forgive(word, meant))
                return kind;
        }

        return null;
    }

    private static bool IsAnagramOfStop(string word) => string.Concat(word.Order()) == "opst";

    private static bool HasHeldLetter(string word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            if (word[i] == word[i - 1])
                return true;
        }

        return false;
    }

    private static string Squeeze(string word)
    {
        var squeezed = new StringBuilder(word.Length);
        foreach (var letter in word)
        {
            if (squeezed.Length == 0 || squeezed[^1] != letter)
                squeezed.Append(letter);
        }

        return squeezed.ToString();
    }

    private static IEnumerable<(string Word, char Kind)> Entries(bool isPrefix) =>
        from kind in Kinds
        from word in kind.Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        where word.EndsWith('*') == isPrefix
        select (word.TrimEnd('*'), kind.Kind);

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"\b(?<verb>don|doesn|didn|can|won|isn|aren|haven|wouldn|couldn|shouldn) t\b", Options)]
    private static partial Regex Contraction();

    [GeneratedRegex(@"\b(do|does|did) not\b", Options)]
    private static partial Regex Negation();

    [GeneratedRegex(@"\bs il (vous|te) plai\w*\b", Options)]
    private static partial Regex IfYouPlease();

    [GeneratedRegex(@"\bopt (me )?(back )?in\b", Options)]
    private static partial Regex OptIn();

    [GeneratedRegex(@"\bopt(ing)? (me |us )?out\b", Options)]
    private static partial Regex OptOut();

    [GeneratedRegex(@"\b(take|get) (?<what>me|us|(my|this) (phone )?(number|phone|name)) (off|out)\b", Options)]
    private static partial Regex TakeOff();

    [GeneratedRegex(@"\bno (?<word>more|longer)\b", Options)]
    private static partial Regex NoMore();

    [GeneratedRegex(@"\bany ?(more|longer)\b", Options)]
    private static partial Regex AnyMore();

    [GeneratedRegex(
        @"\b(go away|get lost|piss off|fuck off|f off|bugger off|sod off|buzz off|i want out|reported (as )?spam)\b",
        Options)]
    private static partial Regex GoAway();

    // "Je vous ai déjà dit": someone who has said it has nothing in stock.
    [GeneratedRegex(@"\b(?<who>vous|t|te) ai\b", Options)]
    private static partial Regex HaveSaid();

    [GeneratedRegex(@"\bnon stop\b", Options)]
    private static partial Regex NonStop();

    // Who stops by comes to see someone.
    [GeneratedRegex(@"\b(stop|stopping|stopped) (by|over|in|off|round|around)\b", Options)]
    private static partial Regex StopBy();

    [GeneratedRegex(@"\b(l|un|d|en|cet|mon|sans) arrets?\b", Options)]
    private static partial Regex TheStop();

    [GeneratedRegex(
        @"\b((c|cest|c est) bon )?((j|jen) )?(en ai marre|en ai assez|ras le bol|fed up|sick of|tired of|give it a rest|cut it out|knock it off)\b", Options)]
    private static partial Regex HadEnough();

    [GeneratedRegex(@"\b(turn|switch|shut) off\b", Options)]
    private static partial Regex TurnOff();

    [GeneratedRegex(@"\b(?<verb>send|text|write) (me |us )?nothing\b", Options)]
    private static partial Regex SendNothing();

    [GeneratedRegex(@"\brather not\b", Options)]
    private static partial Regex RatherNot();

    [GeneratedRegex(@"\bmake (it|this|them)\b", Options)]
    private static partial Regex MakeIt();

    [GeneratedRegex(@"\b(d avance|par avance|in advance)\b", Options)]
    private static partial Regex InAdvance();

    [GeneratedRegex(
        @"\b(j ai|jai|g|i|i have|ive|i ve) (deja |already )?(dit|said|told you|told u|ecrit|wrote) (deja |already )?stop\b", Options)]
    private static partial Regex SaidStop();

    // Who gets no more messages misses them.
    [GeneratedRegex(
        @"\b(i|we|je|j|on|nous) (nolonger|no longer|dont|don t|ne|n) (receive|get|recois|recoit|recevons)\b", Options)]
    private static partial Regex GetsNone();

    [GeneratedRegex(@"\best ce qu?e?\b", Options)]
    private static partial Regex IsIt();

    [GeneratedRegex(@"\b(bien a vous|best regards|kind regards|yours \w+|sincerely)\b", Options)]
    private static partial Regex Yours();

    [GeneratedRegex(@"\bthank (you|u)\b", Options)]
    private static partial Regex ThankYou();

    // Carriers ask for STOP and a short number, which some write in pieces.
    [GeneratedRegex(@"\b[0-9]{2,3}( [0-9]{2,3})+\b", Options)]
    private static partial Regex ShortCode();

    [GeneratedRegex(@"\bwhy dont (you|u)\b", Options)]
    private static partial Regex WhyNot();

    [GeneratedRegex(@"\b(a|de) nouveau\b", Options)]
    private static partial Regex AgainInFrench();

    [GeneratedRegex(@"\A(st[0il9k]p|sto[0ol]|[adzxwq]top)\z", Options)]
    private static partial Regex KeyBesideStop();
}

using System.Collections.Frozen;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.House;

/// <summary>
/// Tells what a contact asks for in several messages that came together: one thing in pieces, one thing and its
/// correction, or several things. It looks at how a piece begins and ends and at the signs that the trade reads in it,
/// and where it cannot tell, the pieces stay together. docs/decisions/bursts.md has the rules.
/// </summary>
internal sealed class Burst(IHouseSkill skill, string locale, Lexicon[] lexicons)
{
    /// <summary>The most requests that one turn answers each for itself; what comes after goes with the last.</summary>
    public const int MostRequests = 6;

    // In a story of many sentences what is wanted is told by all of them.
    private const int LongestOfSeveral = 300;

    private const int LongestCourtesy = 3;
    private const int MostJoints = 6;
    private const int LongestWord = 30;

    // A sentence does not end in these.
    private static readonly FrozenSet<string> Open = Words("""
        le la les un une des de du d l a au aux en pour avec sans si que qu et mais mon ma mes votre vos notre nos
        ce cet cette ces dans sur chez par
        the an to of for in on at with without from if that and or but my your our this these those is are
        """);

    // What follows these belongs to what stands before.
    private static readonly FrozenSet<string> Dependent = Words("""
        en a au aux de du d pour avec sans dans sur chez par que qu qui si parce car comme pas plutot
        in to of for with without from at on by if that which because as not like ones one
        """);

    private static readonly FrozenSet<string> Joining = Words("et and also aussi puis sinon plus then ou or");

    private static readonly FrozenSet<string> Indefinite = Words("un une des du a an some any");

    private static readonly FrozenSet<string> Wishers = Words("je j on nous il i we");

    private static readonly FrozenSet<string> Wishes = Words("""
        cherche cherchons cherchais veux voudrais voudrait voulais aimerais souhaite faut faudrait prends
        want need looking after like take
        """);

    // "I have a question" asks nothing yet.
    private static readonly FrozenSet<string> Announcing = Words("""
        question questions renseignement renseignements info infos information informations demande precision
        precisions quick petite svp dites possible savoir know
        """);

    /// <summary>All messages as one request.</summary>
    public static Request Whole(IReadOnlyList<Entry> messages)
    {
        var texts = messages.Select(message => message.Text).Where(text => text.Length > 0);
        return new Request(messages, string.Join(' ', texts), IsTakenBack: false);
    }

    /// <summary>What the messages ask for, in order.</summary>
    /// <param name="messages">The messages, oldest first; not empty.</param>
    /// <param name="isAnswer">Whether the contact was asked something that the first of them may answer.</param>
    public IReadOnlyList<Request> Split(IReadOnlyList<Entry> messages, bool isAnswer)
    {
        List<Gathered> requests = [];
        List<Piece> ahead = [];
        HashSet<string> said = new(StringComparer.Ordinal);
        foreach (var piece in messages.SelectMany(PiecesOf))
        {
            // Who says it again wants the same.
            if (piece.Sign.Length > 0 && !said.Add(piece.Sign))
                continue;
            var current = requests.Count > 0 ? requests[^1] : null;
            if (current is not null && Revokes(piece, current))
                requests[^1] = new Gathered(piece, ahead: []);
            else if (current is not null && Respelled(piece, current) is { } respelled)
                current.Replace(respelled);
            else if (!piece.IsPress && SaysNothing(piece, isAnswer && requests.Count + ahead.Count == 0))
                (current?.Pieces ?? ahead).Add(piece);
            else if (current is not null && (requests.Count == MostRequests || Continues(piece, current, isAnswer)))
                current.Add(piece);
            else
            {
                if (current is not null && Corrects(piece, current))
                    current.IsTakenBack = true;
                requests.Add(new Gathered(piece, ahead));
                ahead = [];
            }
        }

        if (requests.Count == 0)
            return [Whole([.. ahead.Select(piece => piece.Entry)])];
        // Where nothing was left out or put in other words, it is read as it came.
        return requests is [var one] && one.Pieces.Count >= messages.Count && !one.IsRespelled
            ? [Whole(messages)]
            : [.. requests.Select(request => request.ToRequest(alone: requests.Count == 1))];
    }

    private IEnumerable<Piece> PiecesOf(Entry message)
    {
        if (message.Content?.Payload is not null || message.Text.Length > LongestOfSeveral)
            return [Read(message, message.Text)];
        List<Piece> pieces = [];
        foreach (var sentence in Sentences.In(message.Text).Select(text => text.Trim()).Where(text => text.Length > 0))
        {
            foreach (var part in ClausesOf(message, sentence))
            {
                if (pieces.Count > 0 && !AreTwo(pieces[^1], part))
                    pieces[^1] = Read(message, $"{pieces[^1].Entry.Text} {part.Entry.Text}");
                else
                    pieces.Add(part);
            }
        }

        if (pieces.Count < 2)
            return [Read(message, message.Text)];
        // All that came besides the words goes with the first.
        pieces[0] = pieces[0] with { Entry = message with { Text = pieces[0].Entry.Text } };
        return pieces;
    }

    private List<Piece> ClausesOf(Entry message, string sentence)
    {
        var starts = Word.In(sentence).Select(word => word.Start).Distinct().Skip(1);
        var joints = starts.Where(start => IsJoint(sentence, start)).Take(MostJoints);
        foreach (var joint in joints)
        {
            var before = Read(message, sentence[..joint].TrimEnd(' ', ','));
            var after = Read(message, sentence[joint..]);
            if (after.IsPutAsRequest && AreTwo(before, after))
                return [before, after];
        }

        return [Read(message, sentence)];
    }

    private static bool IsJoint(string sentence, int start) =>
        sentence[..start].TrimEnd() is [.., ','] || Joining.Contains(Word.In(sentence[start..])[0].Text);

    // Inside one message two things are asked only when one of them is what the business has an answer to, and the
    // other is something else.
    private static bool AreTwo(Piece one, Piece other) =>
        one.Signs.Topic != other.Signs.Topic && IsWhole(one) && IsWhole(other);

    private static bool IsWhole(Piece piece) =>
        (piece.Signs.Topic is not null && (piece.IsPutAsRequest || piece.IsQuestion))
        || (piece.Signs.Content.Count > 0 && piece.IsPutAsRequest);

    private Piece Read(Entry message, string text)
    {
        var words = Word.In(text);
        var first = 0;
        while (first < words.Count && Joining.Contains(words[first].Text))
            first++;
        // "Et combien…" asks as "combien…" does.
        var request = first > 0 && first < words.Count ? text[words[first].Start..] : text;
        var heard = Utterance.Read(request, locale, lexicons);
        var signs = skill.SignsIn(heard);
        signs = signs with { Content = [.. signs.Content.Where(word => !Announcing.Contains(word))] };
        var content = message.Content is { Sender: { } sender } ? new MessageContent(text) { Sender = sender } : null;
        var entry = text == message.Text ? message : message with { Text = text, Content = content };
        return new Piece(entry, [.. words.Select(word => word.Text)], heard, signs, first > 0, IsWish(heard.Words));
    }

    private static bool IsWish(IReadOnlyList<Word> words)
    {
        for (var i = 0; i + 1 < words.Count && i < 3; i++)
        {
            if (Wishers.Contains(words[i].Text) && words.Skip(i + 1).Take(3).Any(word => Wishes.Contains(word.Text)))
                return true;
        }

        return false;
    }

    private static bool SaysNothing(Piece piece, bool isAnswer)
    {
        if (piece.IsCourtesy)
            return true;
        if (piece.Signs is not { Topic: null, Content.Count: 0, StandsAlone: false, Asks: false })
            return false;
        if (StandsAlone(piece.Heard))
            return false;
        if (isAnswer && piece.Heard.IsAny(Intents.Yes, Intents.No, Intents.Hesitation))
            return false;
        return !piece.Heard.Is(Intents.Correction) && !piece.Heard.Is(Intents.Cancel) && !IsNumber(piece)
            && !piece.IsPutAsRequest
            && (piece.Words.All(Fillers.Words.Contains) || piece.Heard.IsAny(
                Intents.Greeting, Intents.Thanks, Intents.Goodbye, Intents.Yes, Intents.No, Intents.Wait,
                Intents.Compliment, Intents.HowAreYou));
    }

    private static bool IsNumber(Piece piece) => piece.Words.Any(word => word.Any(char.IsAsciiDigit))
        || NumberWords.Read(Word.In(piece.Entry.Text), 0).Words > 0;

    private static bool StandsAlone(Utterance heard) =>
        heard.IsAny(Intents.Person, Intents.WhoAreYou, Intents.AreYouHuman, Intents.Languages, Intents.Joke);

    private bool Continues(Piece piece, Gathered current, bool isAnswer)
    {
        if (piece.IsPress || current.Last.IsPress)
            return false;
        if (EndsOpen(current.Last) || !current.SaysWhat)
            return true;
        if (Corrects(piece, current))
            return !current.MayBeTakenBack;
        if (piece.Heard.Is(Intents.Yes) && current.IsYes)
            return true;
        if (piece.Signs.StandsAlone || StandsAlone(piece.Heard))
            return false;
        // "The brume kettle", "how much is it?"
        if (piece.HasSubject && !current.IsPutAsRequest && !current.Last.IsQuestion && current.Topic is null)
            return true;
        if (piece.Signs.Topic is { } topic)
            return topic == current.Topic;
        var begins = piece.Heard.Words.Count > 0 ? piece.Heard.Words[0].Text : "";
        if (piece.IsPutAsRequest)
            return piece.Signs.Content.Count == 0;
        var isWhatIf = begins is "si" or "if" && piece.IsJoined && piece.IsQuestion;
        if (Dependent.Contains(begins) && !isWhatIf && !(begins == "a" && locale == "en"))
            return true;
        // Whoever is asked for their name may ask something back, and then tell it.
        if (isAnswer && current.Last.IsQuestion && !piece.IsQuestion)
            return false;
        if (current.Topic is not null)
        {
            return !isWhatIf && (piece.IsJoined || !piece.IsQuestion || piece.Signs.Content.Count == 0
                || (piece.Signs.Content.Count == 1 && !current.EndsAsQuestion));
        }

        if (piece.Signs.Content.Count == 0 || isAnswer || IsNumber(piece))
            return true;
        return !piece.IsJoined
            && !(Indefinite.Contains(begins) && current.IsPutAsRequest)
            && !(piece.IsQuestion && (piece.HasSubject || piece.Signs.Content.Count > 1));
    }

    private static bool Corrects(Piece piece, Gathered current)
    {
        var heard = piece.Heard;
        if (current.Last.IsPress || piece.IsPress || piece.Signs.Topic is not null || piece.IsQuestion)
            return false;
        return heard.IsAny(Intents.Correction, Intents.Cancel) || piece.Signs.Prefers
            || (heard.Is(Intents.No) && piece.Signs.Content.Count > 0);
    }

    // A yes, or a press, that is taken back at once was never said: what it would do cannot always be undone.
    private static bool Revokes(Piece piece, Gathered current)
    {
        if (piece.IsPress || piece.Signs.Topic is not null || piece.IsQuestion)
            return false;
        if (!current.IsYes && !current.Last.IsPress)
            return false;
        return piece.Signs.Content.Count == 0
            ? piece.Heard.IsAny(Intents.No, Intents.Wait, Intents.Cancel)
            : current.IsYes && (piece.Heard.IsAny(Intents.No, Intents.Correction) || piece.Signs.Prefers);
    }

    private static bool EndsOpen(Piece piece) =>
        piece.Words is [.., var word] && Open.Contains(word) && piece.Words is not [.., "quelqu", _]
        && piece.Entry.Text.TrimEnd() is [.., var last] && char.IsLetter(last);

    // "*vase" spells a word of before again.
    private Piece? Respelled(Piece piece, Gathered current)
    {
        var text = piece.Entry.Text.Trim();
        var word = text.StartsWith('*') ? text[1..] : text.EndsWith('*') ? text[..^1] : null;
        if (word is null || current.Last.IsPress || word.Length is 0 or > LongestWord || !word.All(char.IsLetter))
            return null;
        var folded = Word.Fold(word);
        var before = current.Last.Entry.Text;
        var meant = Word.In(before).Where(other => other.Text.Length is > 2 and <= LongestWord)
            .OrderBy(other => Typos.Distance(other.Text, folded)).FirstOrDefault();
        if (meant.Text is null || Typos.Distance(meant.Text, folded) > Math.Max(2, folded.Length / 2))
            return null;
        var again = $"{before[..meant.Start]}{word}{before[meant.End..]}";
        return Read(current.Last.Entry, again) with { IsRespelled = true };
    }

    private static FrozenSet<string> Words(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A message or a piece of one, with what can be seen in it.</summary>
    private sealed record Piece(
        Entry Entry, IReadOnlyList<string> Words, Utterance Heard, RequestSigns Signs, bool IsJoined, bool IsWish)
    {
        /// <summary>By what it is known again; empty for what has no words.</summary>
        public string Sign => IsPress ? $"press {Entry.Content!.Payload}" : string.Join(' ', Words);

        public bool IsPress => Entry.Content?.Payload is not null;

        public bool IsQuestion => Heard.IsQuestion;

        // "Quel bonheur !" begins like a question.
        public bool IsPutAsRequest => Signs.Asks || IsWish
            || (Heard.Is(Intents.Question) && !Entry.Text.AsSpan().TrimEnd().EndsWith('!'));

        /// <summary>"Bonjour madame", "merci Léa".</summary>
        public bool IsCourtesy => Words.Count <= LongestCourtesy
            && !IsQuestion && !IsPutAsRequest && Signs.Topic is null
            && Heard.IsAny(Intents.Greeting, Intents.Thanks, Intents.Goodbye) && !Heard.IsAny(Intents.Yes, Intents.No);

        public bool HasSubject =>
            Heard.Words.Any(word => word.Text is "il" or "elle" or "ils" or "elles" or "ca" or "it" or "they");

        public bool IsRespelled { get; init; }
    }

    /// <summary>A request while its pieces are gathered.</summary>
    private sealed class Gathered(Piece first, List<Piece> ahead)
    {
        private readonly List<Piece> _asking = [first];

        public List<Piece> Pieces { get; } = [.. ahead, first];

        public bool IsTakenBack { get; set; }

        public bool IsRespelled => Pieces.Exists(piece => piece.IsRespelled);

        public Piece Last => Pieces[^1];

        public string? Topic => Pieces.Select(piece => piece.Signs.Topic).FirstOrDefault(topic => topic is not null);

        public bool EndsAsQuestion => Last.Entry.Text.AsSpan().TrimEnd().EndsWith('?');

        public bool IsPutAsRequest => Pieces.Exists(piece => piece.IsPutAsRequest);

        /// <summary>Whether it is clear what it is about.</summary>
        public bool SaysWhat => Pieces.Exists(piece => piece.IsPress
            || piece.Signs is { Topic: not null } or { Content.Count: > 0 } or { StandsAlone: true }
            || StandsAlone(piece.Heard) || piece.Heard.IsAny(Intents.Yes, Intents.No)
            || piece.Words.Any(word => word.Any(char.IsAsciiDigit)));

        public bool IsYes => Pieces.TrueForAll(piece => piece.Heard.Is(Intents.Yes) && piece.Signs.Content.Count == 0);

        /// <summary>
        /// A yes cannot be heard in advance of what takes it back; and what the business has an answer to is asked
        /// about in other words.
        /// </summary>
        public bool MayBeTakenBack => Topic is null
            && !Pieces.Exists(piece => piece.IsPress || piece.Heard.IsAny(Intents.Yes, Intents.Cancel));

        public void Replace(Piece piece)
        {
            var place = _asking.IndexOf(Last);
            if (place >= 0)
                _asking[place] = piece;
            Pieces[^1] = piece;
        }

        public void Add(Piece piece)
        {
            Pieces.Add(piece);
            _asking.Add(piece);
        }

        public Request ToRequest(bool alone) => new(
            [.. (alone ? Pieces : _asking).Select(piece => piece.Entry)],
            string.Join(' ', _asking.Select(piece => piece.Entry.Text)),
            IsTakenBack);
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Gateway.StandIns.Twilio;

/// <summary>All messages that Twilio has, with what follows from them: who does not want to be written to.</summary>
/// <param name="most">How many are kept, and how many opt-outs; the oldest messages go first.</param>
public class MessageBook(int most = int.MaxValue)
{
    // Twilio's own words for long codes (help.twilio.com, "Twilio support for opt-out keywords"); they count on SMS
    // alone, and alone in their message.
    private static readonly string[] StopWords =
        ["STOP", "STOPALL", "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT"];
    private static readonly string[] StartWords = ["START", "YES", "UNSTOP"];
    private static readonly string[] HelpWords = ["HELP", "INFO"];

    private readonly Lock _gate = new();
    private readonly LinkedList<KeptMessage> _messages = new();
    private readonly Dictionary<string, LinkedListNode<KeptMessage>> _places = [];
    private readonly HashSet<(string Ours, string Theirs)> _optedOut = [];

    /// <summary>Everything, in order.</summary>
    public IReadOnlyList<KeptMessage> All => Where(_ => true);

    /// <summary>A message by its id, or null.</summary>
    public KeptMessage? Find(string sid)
    {
        lock (_gate)
            return _places.TryGetValue(sid, out var place) ? place.Value : null;
    }

    /// <summary>Writes a message down.</summary>
    public virtual KeptMessage Add(KeptMessage message)
    {
        lock (_gate)
        {
            _places[message.Sid] = _messages.AddLast(message);
            if (_messages.Count > most)
            {
                _places.Remove(_messages.First!.Value.Sid);
                _messages.RemoveFirst();
            }
        }

        return message;
    }

    /// <summary>Writes down what became of a message.</summary>
    /// <returns>The message as it is now; null when it is not there.</returns>
    public KeptMessage? Update(string sid, Func<KeptMessage, KeptMessage> change)
    {
        lock (_gate)
            return _places.TryGetValue(sid, out var place) ? place.Value = change(place.Value) : null;
    }

    /// <summary>Forgets a message.</summary>
    /// <returns>False when it is not there.</returns>
    public bool Remove(string sid)
    {
        lock (_gate)
        {
            if (!_places.Remove(sid, out var place))
                return false;
            _messages.Remove(place);
            return true;
        }
    }

    /// <summary>Does what a word asks that is all of an SMS: nothing is sent any more, or it is again.</summary>
    /// <returns>Twilio's name for it (<c>STOP</c>, <c>START</c>, <c>HELP</c>), or null when it is no such
    /// word.</returns>
    public string? Obey(string ours, string theirs, string body)
    {
        var word = body.Trim().ToUpperInvariant();
        if (StopWords.Contains(word))
        {
            OptOut(ours, theirs);
            return "STOP";
        }

        if (!StartWords.Contains(word))
            return HelpWords.Contains(word) ? "HELP" : null;
        lock (_gate)
        {
            // Whoever was never out has said yes to something else.
            return _optedOut.Remove((ours, theirs)) || word != "YES" ? "START" : null;
        }
    }

    /// <summary>Opts a contact out, as if they had written STOP before.</summary>
    public void OptOut(string ours, string theirs)
    {
        lock (_gate)
        {
            if (_optedOut.Count < most)
                _optedOut.Add((ours, theirs));
        }
    }

    /// <summary>Whether a contact is.</summary>
    public bool IsOptedOut(string ours, string theirs)
    {
        lock (_gate)
            return _optedOut.Contains((ours, theirs));
    }

    /// <summary>The newest messages first, as the list's filters ask.</summary>
    internal List<KeptMessage> List(IQueryCollection query)
    {
        var found = Where(message =>
            (!query.TryGetValue("To", out var to) || message.To == to) &&
            (!query.TryGetValue("From", out var from) || message.From == from) &&
            // The filter DateSent>=2026-11-20 is a parameter named "DateSent>".
            (!query.TryGetValue("DateSent", out var on) || DayOf(message.SentAt) == DayOf(on)) &&
            (!query.TryGetValue("DateSent>", out var since) || DayOf(message.SentAt) >= DayOf(since)) &&
            (!query.TryGetValue("DateSent<", out var until) || DayOf(message.SentAt) <= DayOf(until)));
        found.Reverse();
        return found;
    }

    /// <summary>Those that fit, in order.</summary>
    protected List<KeptMessage> Where(Func<KeptMessage, bool> fits)
    {
        lock (_gate)
            return [.. _messages.Where(fits)];
    }

    private static DateTime? DayOf(DateTimeOffset? time) => time?.UtcDateTime.Date;

    // What is no day fits nothing.
    private static DateTime? DayOf(string? time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read)
            ? read.UtcDateTime.Date
            : null;
}

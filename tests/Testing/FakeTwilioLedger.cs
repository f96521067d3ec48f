using System.Globalization;

namespace Gateway.Testing;

/// <summary>All messages the fake has, with what follows from them: who may be written to freely, and who does not want to be.</summary>
public sealed class FakeTwilioLedger(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private static readonly string[] StopWords = ["STOP", "STOPALL", "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT"];
    private static readonly string[] StartWords = ["START", "YES", "UNSTOP"];

    private readonly Lock _gate = new();
    private readonly List<FakeTwilioMessage> _messages = [];
    private readonly Dictionary<string, int> _places = [];
    private readonly Dictionary<(string Ours, string Theirs), DateTimeOffset> _lastInbound = [];
    private readonly HashSet<(string Ours, string Theirs)> _optedOut = [];
    private long _count;

    /// <summary>True: what is taken stays in the queue and has no date of sending.</summary>
    public bool StaysQueued { get; set; }

    /// <summary>What was taken to be sent, in order.</summary>
    public IReadOnlyList<FakeTwilioMessage> Sent => Where(message => !message.IsInbound);

    /// <summary>What came in, in order.</summary>
    public IReadOnlyList<FakeTwilioMessage> Received => Where(message => message.IsInbound);

    /// <summary>Everything, in order.</summary>
    public IReadOnlyList<FakeTwilioMessage> All => Where(_ => true);

    /// <summary>How many messages were taken more than once: for each of our ids the sends beyond the first.</summary>
    public int Doubles => Sent.Where(message => message.Reference is not null).GroupBy(message => message.Reference).Sum(group => group.Count() - 1);

    /// <summary>A message by its id, or null.</summary>
    public FakeTwilioMessage? Find(string sid)
    {
        lock (_gate)
            return _places.TryGetValue(sid, out var place) ? _messages[place] : null;
    }

    /// <summary>Opts a contact out, as if they had written STOP before.</summary>
    public void OptOut(string ours, string theirs)
    {
        lock (_gate)
            _optedOut.Add((ours, theirs));
    }

    /// <summary>Opens the window of 24 hours, as if the contact had written then.</summary>
    public void OpenWindow(string ours, string theirs, DateTimeOffset at)
    {
        lock (_gate)
            _lastInbound[(ours, theirs)] = at;
    }

    internal bool IsOptedOut(string ours, string theirs)
    {
        lock (_gate)
            return _optedOut.Contains((ours, theirs));
    }

    internal bool IsOutsideWindow(string ours, string theirs)
    {
        lock (_gate)
        {
            return theirs.StartsWith("whatsapp:", StringComparison.Ordinal) &&
                (!_lastInbound.TryGetValue((ours, theirs), out var last) || clock.GetUtcNow() - last > Window);
        }
    }

    internal string NewSid(string prefix) =>
        prefix + Interlocked.Increment(ref _count).ToString("x", CultureInfo.InvariantCulture).PadLeft(32, '0');

    internal FakeTwilioMessage Add(FakeTwilioMessage message)
    {
        lock (_gate)
        {
            _places[message.Sid] = _messages.Count;
            _messages.Add(message);
            if (!message.IsInbound)
                return message;
            var pair = (message.To, message.From);
            _lastInbound[pair] = message.CreatedAt;
            var word = message.Body.Trim().ToUpperInvariant();

            // Only on text messages are the words Twilio's own business.
            if (message.To.StartsWith('+') && StopWords.Contains(word))
                _optedOut.Add(pair);
            if (message.To.StartsWith('+') && StartWords.Contains(word))
                _optedOut.Remove(pair);
            return message;
        }
    }

    internal FakeTwilioMessage Update(string sid, Func<FakeTwilioMessage, FakeTwilioMessage> change)
    {
        lock (_gate)
            return _messages[_places[sid]] = change(_messages[_places[sid]]);
    }

    private List<FakeTwilioMessage> Where(Func<FakeTwilioMessage, bool> fits)
    {
        lock (_gate)
            return [.. _messages.Where(fits)];
    }
}

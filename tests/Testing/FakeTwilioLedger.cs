using System.Collections.Concurrent;
using System.Globalization;
using Gateway.StandIns.Twilio;

namespace Gateway.Testing;

/// <summary>
/// All messages the fake has, with what follows from them: who may be written to freely, and who does not want to be.
/// </summary>
public sealed class FakeTwilioLedger(TimeProvider clock) : MessageBook
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<(string Ours, string Theirs), DateTimeOffset> _lastInbound = new();
    private long _count;

    /// <summary>True: what is taken stays in the queue and has no date of sending.</summary>
    public bool StaysQueued { get; set; }

    /// <summary>What was taken to be sent, in order.</summary>
    public IReadOnlyList<KeptMessage> Sent => Where(message => !message.IsInbound);

    /// <summary>What came in, in order.</summary>
    public IReadOnlyList<KeptMessage> Received => Where(message => message.IsInbound);

    /// <summary>How many messages were taken more than once: for each of our ids the sends beyond the first.</summary>
    public int Doubles => Sent.Where(message => message.Reference is not null)
        .GroupBy(message => message.Reference)
        .Sum(group => group.Count() - 1);

    /// <summary>Opens the window of 24 hours, as if the contact had written then.</summary>
    public void OpenWindow(string ours, string theirs, DateTimeOffset at) => _lastInbound[(ours, theirs)] = at;

    /// <inheritdoc/>
    public override KeptMessage Add(KeptMessage message)
    {
        if (message.IsInbound)
        {
            _lastInbound[(message.To, message.From)] = message.CreatedAt;
            // Only on text messages are the words Twilio's own business.
            if (!message.IsWhatsApp)
                Obey(message.To, message.From, message.Body);
        }

        return base.Add(message);
    }

    internal bool IsOutsideWindow(string ours, string theirs) =>
        theirs.StartsWith(TwilioForms.WhatsAppPrefix, StringComparison.Ordinal) &&
        (!_lastInbound.TryGetValue((ours, theirs), out var last) || clock.GetUtcNow() - last > Window);

    internal string NewSid(string prefix) =>
        prefix + Interlocked.Increment(ref _count).ToString("x", CultureInfo.InvariantCulture).PadLeft(32, '0');
}

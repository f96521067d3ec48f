using System.Globalization;
using Gateway.Channels.Voice.Speaking;

namespace Gateway.Channels.Voice.Streams;

/// <summary>
/// Hands a call's speech to Twilio frame by frame, no more than a little ahead of what is played: what is there already
/// cannot be taken back but by <c>clear</c>. All is reckoned from one clock: a frame is due when the ones before it
/// have been played, however late a beat comes.
/// </summary>
internal sealed class FramePacer(Mouth mouth, StreamOutbox outbox)
{
    /// <summary>The most that is sent ahead, in milliseconds. It covers late beats and the network.</summary>
    public const int LeadMs = 120;

    private const int FrameMs = 20;
    private const double DelayWeight = 0.25;
    private const int MostDelayMs = 400;

    private readonly List<(string Name, long At, double DueMs)> _marks = [];
    private readonly byte[] _frame = new byte[Mouth.FrameBytes];
    private double _playedUntilMs;
    private double _delayMs;
    private long _surelyHeard;
    private int _markNumber;
    private bool _isAtStart = true;

    /// <summary>Frames that came too late to be played right after the one before them.</summary>
    public int LateFrames { get; private set; }

    /// <summary>Whether all that was sent has been played.</summary>
    public bool IsSilentAt(double nowMs) => nowMs >= _playedUntilMs + _delayMs;

    /// <summary>When all that was sent has been played, by the clock and what marks have told of the network.</summary>
    public double PlayedUntilMs => _playedUntilMs + _delayMs;

    /// <summary>How much has been sent that was not played yet, in milliseconds.</summary>
    public int LeadAt(double nowMs) => (int)Math.Max(0, _playedUntilMs - nowMs);

    /// <summary>Marks that were sent and have not come back.</summary>
    public int Awaited => _marks.Count;

    /// <summary>Sends what is due.</summary>
    /// <returns>How many frames.</returns>
    public int Send(double nowMs)
    {
        var sent = 0;
        while (Math.Max(_playedUntilMs, nowMs) + FrameMs <= nowMs + LeadMs && outbox.HasRoom
            && mouth.TryTake(_frame, out var ended))
        {
            if (_playedUntilMs < nowMs)
            {
                if (!_isAtStart)
                    LateFrames++;
                _playedUntilMs = nowMs;
            }

            _isAtStart = false;
            _playedUntilMs += FrameMs;
            outbox.PutSound(_frame);
            sent++;
            if (ended is null)
                continue;
            _isAtStart = true;
            var name = string.Create(CultureInfo.InvariantCulture, $"g{mouth.Generation}.{++_markNumber}");
            _marks.Add((name, mouth.Sent, _playedUntilMs));
            outbox.PutMark(name);
        }

        return sent;
    }

    /// <summary>A mark has come back.</summary>
    /// <param name="name">Its name; one of a generation that was cleared says nothing of what was heard.</param>
    /// <param name="nowMs">Now.</param>
    public void OnMark(string? name, double nowMs)
    {
        var at = _marks.FindIndex(mark => mark.Name == name);
        if (at < 0)
            return;
        var mark = _marks[at];
        _marks.RemoveRange(0, at + 1);
        _surelyHeard = Math.Max(_surelyHeard, mark.At);
        // How late marks come is how late sound is heard.
        _delayMs += DelayWeight * (Math.Clamp(nowMs - mark.DueMs, 0, MostDelayMs) - _delayMs);
    }

    /// <summary>How much of the generation was heard, in bytes: by its marks, and between them by the clock.</summary>
    public long HeardAt(double nowMs)
    {
        var ahead = (long)Math.Ceiling(Math.Max(0, _playedUntilMs + _delayMs - nowMs) * 8);
        return Math.Max(_surelyHeard, Math.Clamp(mouth.Sent - ahead, 0, mouth.Sent));
    }

    /// <summary>Stops at once: what was sent and not played is thrown away there.</summary>
    public void Stop(double nowMs)
    {
        if (!IsSilentAt(nowMs) || _marks.Count > 0)
            outbox.Clear();
        _marks.Clear();
        _surelyHeard = 0;
        _isAtStart = true;
        _playedUntilMs = Math.Min(_playedUntilMs, nowMs);
    }
}

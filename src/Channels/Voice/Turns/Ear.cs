using System.Diagnostics.CodeAnalysis;
using Gateway.Channels.Speech;
using Gateway.Channels.Voice.Calls;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Turns;

/// <summary>
/// Understands one caller with whichever recogniser works. What is said of an utterance is kept until it is dealt with:
/// when a recogniser breaks, or is not there yet, the next one hears it again from the beginning, and nothing is lost.
/// </summary>
/// <param name="backEnds">The recognisers.</param>
/// <param name="turnstile">The call's: all here is done in it.</param>
/// <param name="events">Who is told.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where failures are logged.</param>
/// <param name="callSid">For the log.</param>
internal sealed partial class Ear(
    ISpeechBackEnds backEnds, Turnstile turnstile, IEarEvents events, TimeProvider clock, ILogger logger,
    string callSid) : IAsyncDisposable
{
    /// <summary>How long a recogniser may take to be there, or to answer a commit.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int MostKeptBytes = 30 * 8_000;

    private readonly Turnstile _turnstile = turnstile;
    private readonly TimeProvider _clock = clock;
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private readonly List<(int Number, int At)> _unanswered = [];
    private byte[] _kept = new byte[16_000];
    private int _keptLength;
    private int _committedLength;
    private int _commits;
    private Listening? _listening;
    private long _unansweredSince;
    private bool _isOver;

    /// <summary>The telephone company's id of the call.</summary>
    public string Call => callSid;

    /// <summary>Whether nobody understands the caller.</summary>
    public bool IsDeaf { get; private set; }

    /// <summary>The language that is understood.</summary>
    public string Locale { get; private set; } = "";

    /// <summary>Whether the recogniser says something before it is asked.</summary>
    public bool TellsPartials { get; private set; }

    /// <summary>Which recogniser listens; null where none does.</summary>
    public string? Name => _listening?.Recognizer.Name;

    /// <summary>Begins to understand a language, or understands another from now on.</summary>
    /// <returns>False when no recogniser knows it.</returns>
    public bool Begin(string locale)
    {
        if (locale != Locale)
            _broken.Clear();
        (Locale, IsDeaf) = (locale, false);
        return Next();
    }

    /// <summary>Hears some of an utterance.</summary>
    public void Hear(ReadOnlySpan<byte> sound)
    {
        if (sound.IsEmpty || IsDeaf)
            return;
        Keep(sound);
        _listening?.Write(sound);
    }

    /// <summary>Asks for what was said since the last commit.</summary>
    /// <returns>The number that the final transcript will bear; 0 when nobody understands.</returns>
    public int Commit()
    {
        if (IsDeaf)
            return 0;
        if (_unanswered.Count == 0)
            _unansweredSince = _clock.GetTimestamp();
        _unanswered.Add((++_commits, _keptLength));
        _committedLength = _keptLength;
        _listening?.Commit(_commits);
        return _commits;
    }

    /// <summary>The utterance is dealt with.</summary>
    public void Forget()
    {
        // What was never asked for would be told with what comes next.
        if (_keptLength > _committedLength)
            Commit();
        _unanswered.Clear();
        (_keptLength, _committedLength) = (0, 0);
        if (_kept.Length > 80_000)
            _kept = new byte[16_000];
    }

    /// <summary>Looks whether the recogniser still answers.</summary>
    public void Look()
    {
        if (_listening is { } listening && _unanswered.Count > 0 && _clock.GetElapsedTime(_unansweredSince) > Patience)
            Fail(listening, new SpeechException(listening.Recognizer.Name, "timeout"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        if (_listening is { } listening)
            await listening.DisposeAsync();
    }

    private void Keep(ReadOnlySpan<byte> sound)
    {
        // Whoever speaks for half a minute is understood in parts; what was answered is not heard again.
        if (_keptLength + sound.Length > MostKeptBytes)
        {
            var drop = Math.Min(_keptLength, MostKeptBytes / 2);
            _kept.AsSpan(drop, _keptLength - drop).CopyTo(_kept);
            _keptLength -= drop;
            _committedLength = Math.Max(0, _committedLength - drop);
            for (var i = 0; i < _unanswered.Count; i++)
                _unanswered[i] = (_unanswered[i].Number, Math.Max(0, _unanswered[i].At - drop));
        }

        if (_keptLength + sound.Length > _kept.Length)
            Array.Resize(ref _kept, Math.Max(_kept.Length * 2, _keptLength + sound.Length));
        sound.CopyTo(_kept.AsSpan(_keptLength));
        _keptLength += sound.Length;
    }

    private bool Next()
    {
        if (_listening is { } before)
            _ = before.DisposeAsync().AsTask();
        _listening = null;
        TellsPartials = false;
        var recognizer = backEnds.RecognizersOf(Locale).FirstOrDefault(one => !_broken.Contains(one.Name));
        if (recognizer is null)
        {
            IsDeaf = true;
            _unanswered.Clear();
            (_keptLength, _committedLength) = (0, 0);
            return false;
        }

        _listening = new Listening(this, recognizer);
        _listening.Start();
        return true;
    }

    private void Fail(Listening listening, SpeechException error)
    {
        if (_isOver || listening != _listening)
            return;
        Log.Broke(logger, error, listening.Recognizer.Name, callSid, error.Code);
        backEnds.Note(listening.Recognizer.Name, error);
        _broken.Add(listening.Recognizer.Name);
        _unansweredSince = _clock.GetTimestamp();
        if (!Next())
            events.OnDeaf();
    }

    private void Take(Listening listening, Transcript transcript)
    {
        if (_isOver || listening != _listening)
            return;
        TellsPartials |= !transcript.IsFinal;
        // What was dealt with in the meantime is no one's.
        if (transcript.Number <= _commits && _unanswered.All(one => one.Number != transcript.Number))
            return;
        if (transcript.IsFinal)
        {
            _unanswered.RemoveAll(one => one.Number == transcript.Number);
            _unansweredSince = _clock.GetTimestamp();
        }

        events.OnTranscript(transcript);
    }

    /// <summary>One recogniser that listens.</summary>
    private sealed class Listening(Ear ear, ISpeechRecognizer recognizer) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _over = new();
        private IRecognition? _recognition;
        private int _offset;
        private Task _reading = Task.CompletedTask;

        public ISpeechRecognizer Recognizer => recognizer;

        public void Start() => _reading = ReadAsync();

        public void Write(ReadOnlySpan<byte> sound) => _recognition?.Write(sound);

        // A recognition counts its own commits from 1.
        public void Commit(int number) => _recognition?.Commit(number - _offset);

        public async ValueTask DisposeAsync()
        {
            await _over.CancelAsync();
            await _reading;
            _over.Dispose();
        }

        private void Begin(IRecognition recognition)
        {
            _recognition = recognition;
            _offset = (ear._unanswered.Count > 0 ? ear._unanswered[0].Number : ear._commits + 1) - 1;
            var from = 0;
            foreach (var (number, at) in ear._unanswered)
            {
                recognition.Write(ear._kept.AsSpan(from, at - from));
                from = at;
                Commit(number);
            }

            recognition.Write(ear._kept.AsSpan(from, ear._keptLength - from));
        }

        [SuppressMessage(
            "Design", "CA1031", Justification = "Whatever a recogniser throws, the next one takes its place.")]
        private async Task ReadAsync()
        {
            IRecognition? recognition = null;
            try
            {
                recognition = await StartAsync();
                ear._turnstile.Pass(() => Begin(recognition));
                await foreach (var transcript in recognition.ReadAsync(_over.Token))
                    ear._turnstile.Pass(() => ear.Take(this, transcript with { Number = transcript.Number + _offset }));
                Fail(new SpeechException(recognizer.Name, "broken"));
            }
            catch (OperationCanceledException) when (_over.IsCancellationRequested)
            {
                // The call, or its language, has changed.
            }
            catch (SpeechException error)
            {
                Fail(error);
            }
            catch (Exception error)
            {
                Fail(new SpeechException(recognizer.Name, "broken", error));
            }
            finally
            {
                // Not while a step writes to it.
                ear._turnstile.Pass(() => _recognition = null);
                if (recognition is not null)
                    await recognition.DisposeAsync();
            }
        }

        private async Task<IRecognition> StartAsync()
        {
            using var late = new CancellationTokenSource(Patience, ear._clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _over.Token);
            try
            {
                return await recognizer.StartAsync(
                    new RecognitionRequest(ear.Locale) { Call = ear.Call }, either.Token);
            }
            catch (OperationCanceledException) when (!_over.IsCancellationRequested)
            {
                throw new SpeechException(recognizer.Name, "timeout");
            }
        }

        private void Fail(SpeechException error)
        {
            if (!_over.IsCancellationRequested)
                ear._turnstile.Pass(() => ear.Fail(this, error));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Warning,
            Message = "The recogniser {BackEnd} failed in call {Call}: {Code}; the next one goes on")]
        public static partial void Broke(ILogger logger, Exception error, string backEnd, string call, string code);
    }
}

using System.Diagnostics.CodeAnalysis;
using Gateway.Channels.Speech;
using Gateway.Channels.Voice.Calls;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Speaking;

/// <summary>
/// Has a call's pieces spoken by whichever synthesiser works, a little ahead of what is heard. When one breaks off, the
/// next goes on at the word where it did.
/// </summary>
internal sealed partial class Voicing(
    ISpeechBackEnds backEnds, SpokenCache cache, Turnstile turnstile, IVoicingEvents events, TimeProvider clock,
    ILogger logger, string callSid) : IDisposable
{
    /// <summary>How long a synthesiser may be silent before it counts as broken.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    // What is spoken far ahead is mostly thrown away when the caller speaks.
    private const int Ahead = 2;

    private readonly Dictionary<SpokenPiece, CancellationTokenSource> _running = [];
    private readonly HashSet<SpokenPiece> _begun = [];
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private bool _isOver;

    /// <summary>Begins what is to be said next, and gives up what is not to be said any more.</summary>
    public void Look(IReadOnlyList<SpokenPiece> pieces)
    {
        if (_running.Count > 0)
        {
            foreach (var (piece, running) in _running.Where(running => !pieces.Contains(running.Key)).ToList())
            {
                running.Cancel();
                _running.Remove(piece);
            }
        }

        if (_begun.Count > pieces.Count)
            _begun.IntersectWith(pieces);
        for (var at = 0; at < pieces.Count && at < Ahead && !_isOver; at++)
        {
            if (_begun.Add(pieces[at]))
                Begin(pieces[at]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isOver = true;
        foreach (var running in _running.Values)
            running.Cancel();
        _running.Clear();
    }

    private void Begin(SpokenPiece piece)
    {
        if (piece.Spoken.Text.Length == 0)
        {
            piece.Finish();
            return;
        }

        if (Next(piece.Locale) is { } first && piece.IsKept
            && cache.TryGet(first.VoiceOf(Request(piece, piece.Spoken.Text)), piece.Locale, piece.Spoken.Text,
                out var kept))
        {
            piece.Add(kept);
            piece.Finish();
            events.OnFirstSound(piece);
            return;
        }

        Speak(piece, piece.Spoken.Text);
    }

    private ISpeechSynthesizer? Next(string locale) =>
        backEnds.SynthesizersOf(locale).FirstOrDefault(one => !_broken.Contains(one.Name));

    private static SpeakRequest Request(SpokenPiece piece, string text) =>
        new(text, piece.Locale) { Before = piece.IsKept ? null : piece.Before };

    private void Speak(SpokenPiece piece, string text)
    {
        if (Next(piece.Locale) is not { } synthesizer)
        {
            piece.Finish();
            events.OnMute();
            return;
        }

        var given = new CancellationTokenSource();
        _running[piece] = given;
        _ = SpeakAsync(piece, text, synthesizer, given);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a synthesiser throws, the next one takes its place.")]
    private async Task SpeakAsync(
        SpokenPiece piece, string text, ISpeechSynthesizer synthesizer, CancellationTokenSource given)
    {
        var request = Request(piece, text);
        var at = (Characters: piece.Spoken.Text.Length - text.Length, Ms: piece.Length / 8);
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, given.Token);
        try
        {
            var length = 0;
            await foreach (var sound in synthesizer.SpeakAsync(request, either.Token))
            {
                late.CancelAfter(Patience);
                length += sound.Sound.Length;
                var moved = sound with
                {
                    Words = [.. sound.Words.Select(word => new SpokenWord(
                        word.Start + at.Characters, word.Length, word.FromMs + at.Ms, word.ToMs + at.Ms))],
                };
                turnstile.Pass(() => Take(piece, moved, given));
            }

            if (length == 0)
                throw new SpeechException(synthesizer.Name, "broken");
            turnstile.Pass(() => Finish(piece, synthesizer.VoiceOf(request), at.Characters == 0, given));
        }
        catch (OperationCanceledException) when (given.IsCancellationRequested)
        {
            // Nobody hears it any more.
        }
        catch (OperationCanceledException)
        {
            Fail(new SpeechException(synthesizer.Name, "timeout"));
        }
        catch (SpeechException error)
        {
            Fail(error);
        }
        catch (Exception error)
        {
            Fail(new SpeechException(synthesizer.Name, "broken", error));
        }

        void Fail(SpeechException error) => turnstile.Pass(() => GoOn(piece, synthesizer, error, given));
    }

    private void Take(SpokenPiece piece, SpokenSound sound, CancellationTokenSource given)
    {
        if (given.IsCancellationRequested)
            return;
        var isFirst = piece.Length == 0 && sound.Sound.Length > 0;
        piece.Add(sound);
        if (isFirst)
            events.OnFirstSound(piece);
    }

    private void Finish(SpokenPiece piece, string voice, bool isOfOneVoice, CancellationTokenSource given)
    {
        _running.Remove(piece);
        piece.Finish();
        if (piece.IsKept && isOfOneVoice && !given.IsCancellationRequested)
        {
            cache.Keep(voice, piece.Locale, piece.Spoken.Text,
                new SpokenSound(piece.Sound.ToArray()) { Words = [.. piece.Words] });
        }
    }

    private void GoOn(
        SpokenPiece piece, ISpeechSynthesizer synthesizer, SpeechException error, CancellationTokenSource given)
    {
        if (_isOver)
            return;
        Log.Broke(logger, error, synthesizer.Name, callSid, error.Code);
        backEnds.Note(synthesizer.Name, error);
        _broken.Add(synthesizer.Name);
        if (given.IsCancellationRequested)
            return;
        _running.Remove(piece);
        Speak(piece, piece.RestAfterBreak());
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Warning,
            Message = "The synthesiser {BackEnd} failed in call {Call}: {Code}; the next one goes on")]
        public static partial void Broke(ILogger logger, Exception error, string backEnd, string call, string code);
    }
}

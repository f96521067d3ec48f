using System.Globalization;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Live;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Calls;

/// <summary>
/// A call's session, whatever wire it comes by: what the caller says goes in, what is answered comes out, once and in
/// order. When the store is away for a moment it is tried again; who calls waits for no one but the caller.
/// </summary>
internal sealed partial class CallConversation(
    SessionEngine engine, ICallBook book, Turnstile turnstile, ICallVoice voice, CallTicket ticket, TimeProvider clock,
    ILogger logger) : ISessionWatcher, IAsyncDisposable
{
    private const int Tail = 20;

    private static readonly TimeSpan[] Retries =
        [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1)];

    private readonly HashSet<long> _told = [];
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IDisposable? _watching;
    private List<LiveEvent>? _early = [];
    private long _toldUpTo;
    private long _utterances;
    private bool _isBegun;

    /// <summary>The call.</summary>
    public CallTicket Ticket => ticket;

    /// <summary>
    /// Begins to listen to the session, and notes the greeting that is being said. What was said before is no one's to
    /// say again.
    /// </summary>
    /// <param name="greeting">What is said first, as it goes into the transcript; null: nothing.</param>
    /// <returns>The session; null when there is none, or it is closed.</returns>
    /// <exception cref="SessionStoreUnavailableException">Its store does not answer.</exception>
    public async Task<Session?> BeginAsync(NewEntry? greeting)
    {
        _isBegun = true;
        try
        {
            return await WatchAsync(greeting);
        }
        finally
        {
            _begun.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public void OnEvent(LiveEvent live)
    {
        if (!turnstile.PassSoon(() =>
        {
            if (_early is null)
                Take(live);
            else
                _early.Add(live);
        }))
            Log.Missed(logger, ticket.CallSid);
    }

    /// <summary>Takes in what the caller said.</summary>
    /// <param name="text">The words.</param>
    /// <param name="replaces">The utterance that was not answered, which these words begin with; null for none.</param>
    /// <returns>How it fared, and the utterance's own id.</returns>
    /// <exception cref="SessionStoreUnavailableException">It may or may not have been stored.</exception>
    public Task<(AcceptResult Result, string Id)> SayAsync(string text, string? replaces) =>
        AcceptAsync(new MessageContent(text) { EditOf = replaces });

    /// <summary>Takes in the keys that the caller pressed.</summary>
    /// <param name="keys"><c>0-9 * # A-D</c>.</param>
    /// <inheritdoc cref="SayAsync"/>
    public Task<(AcceptResult Result, string Id)> PressAsync(string keys) =>
        AcceptAsync(new MessageContent("") { Dtmf = keys });

    /// <summary>The caller hears no more of a turn.</summary>
    /// <param name="turn">Number of the turn; null for whichever runs.</param>
    /// <param name="heard">What they heard of its text: its beginning.</param>
    public async Task InterruptAsync(long? turn, string heard)
    {
        try
        {
            await engine.InterruptAsync(ticket.Session, turn, heard);
        }
        catch (SessionStoreUnavailableException error)
        {
            Log.NotInterrupted(logger, error, ticket.Session, ticket.CallSid);
        }
    }

    /// <summary>The language that the session has by now; null when it cannot be read.</summary>
    public async Task<string?> LocaleAsync()
    {
        try
        {
            return (await engine.ReadAsync(ticket.Session, afterSeq: null, count: 0))?.Session.Locale;
        }
        catch (SessionStoreUnavailableException)
        {
            return null;
        }
    }

    /// <summary>
    /// Notes how our part of the call ended, before its socket closes, and closes the session where nobody goes on
    /// with it.
    /// </summary>
    public async Task EndAsync(CallEnding ending, CancellationToken cancellationToken)
    {
        await book.EndAsync(ticket.CallSid, ending, cancellationToken);
        // The first word counts: whoever moved the call elsewhere has said so before its socket ended.
        var noted = await book.FindEndingAsync(ticket.CallSid, cancellationToken) ?? ending;
        if (noted is { Kind: CallEndingKind.HangUp } or { Kind: CallEndingKind.Lost, Reason: "hung-up" })
            await TryAsync(() => engine.ChangeStatusAsync(ticket.Session, SessionStatus.Closed));
        else if (noted.Kind == CallEndingKind.Lost)
            await NoteAsync(ticket.Locale == "en" ? "The call was cut off." : "L'appel a été coupé.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Whoever hangs up at once may be gone before it has begun.
        if (_isBegun)
            await _begun.Task;
        _watching?.Dispose();
    }

    private async Task<Session?> WatchAsync(NewEntry? greeting)
    {
        if (await TryAsync(() => engine.WatchAsync(ticket.Session, this, Tail)) is not var (snapshot, watching))
            return null;
        _watching = watching;
        if (snapshot.Session.Status == SessionStatus.Closed)
            return null;
        var from = snapshot.Session.LastSeq;
        if (greeting is not null)
        {
            // A call whose socket breaks and comes again is greeted anew, and the transcript has one greeting.
            var name = ticket.Resume is null
                ? "greeting"
                : string.Create(CultureInfo.InvariantCulture, $"again-{from}");
            if (await TryAsync(() => engine.AppendAsync(ticket.Session, greeting, name)) is { } seq)
                turnstile.Pass(() => _told.Add(seq));
        }

        turnstile.Pass(() =>
        {
            (_toldUpTo, _utterances) = (from, from);
            // A turn that ran when the socket broke is heard from its beginning.
            if (snapshot.Running is { Text.Length: > 0 } running && TurnId.TryParse(running.TurnId, out var turn))
                voice.OnWords(turn, 0, running.Text, running.Answers);
            foreach (var live in _early!)
                Take(live);
            _early = null;
        });
        return snapshot.Session;
    }

    private Task<long?> NoteAsync(string text) =>
        TryAsync(() => engine.AppendAsync(ticket.Session, new NewEntry(EntryRole.System, text)));

    private async Task<(AcceptResult Result, string Id)> AcceptAsync(MessageContent content)
    {
        // What they say into the greeting stands after it.
        await _begun.Task;
        var number = Interlocked.Increment(ref _utterances);
        var id = string.Create(CultureInfo.InvariantCulture, $"{ticket.CallSid}-{number}");
        var isKnown = ticket.Address.StartsWith('+');
        var message = new InboundMessage
        {
            Workspace = ticket.Workspace,
            Channel = ChannelKind.Voice,
            Address = ticket.Address,
            Line = ticket.Line,
            Session = ticket.Session,
            ExternalId = id,
            Locale = ticket.Locale,
            Content = content with
            {
                IsGreeted = true,
                Sender = isKnown ? new Sender(null, [new ContactIdentity(IdentityKind.Phone, ticket.Address)]) : null,
            },
        };
        return (await TryAsync(() => engine.AcceptAsync(message)), id);
    }

    /// <summary>Tells the voice what is news to it.</summary>
    private void Take(LiveEvent live)
    {
        switch (live)
        {
            case DeltaEvent { Delta: var delta } words when TurnId.TryParse(delta.TurnId, out var turn):
                voice.OnWords(turn, delta.Index, delta.Text, words.Answers);
                break;
            case EntryEvent { Entry: var entry } when entry.Seq > _toldUpTo
                && entry.Role is EntryRole.Agent or EntryRole.Operator && _told.Add(entry.Seq):
                // Each once: those who catch up are told again what they know.
                voice.OnEntry(entry);
                break;
            case TypingEvent { Who: EntryRole.Agent, On: false }:
                voice.OnNothing();
                break;
            case StatusEvent { Status: var status, Operator: var name }:
                voice.OnStatus(status, name);
                break;
        }
    }

    private async Task<T> TryAsync<T>(Func<Task<T>> action)
    {
        foreach (var pause in Retries)
        {
            try
            {
                return await action();
            }
            catch (SessionStoreUnavailableException error)
            {
                Log.TriedAgain(logger, error, ticket.Session, ticket.CallSid);
                await Task.Delay(pause, clock);
            }
        }

        return await action();
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Warning,
            Message = "The session store does not answer for session {Session} of call {Call}; it is tried again")]
        public static partial void TriedAgain(ILogger logger, Exception error, SessionId session, string call);

        [LoggerMessage(
            EventId = 2, Level = LogLevel.Warning,
            Message = "What was heard of session {Session} in call {Call} could not be noted")]
        public static partial void NotInterrupted(ILogger logger, Exception error, SessionId session, string call);

        [LoggerMessage(
            EventId = 3, Level = LogLevel.Error, Message = "Call {Call} has too much to do, and missed what was said")]
        public static partial void Missed(ILogger logger, string call);
    }
}

using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;

namespace Gateway.Brain.Tests;

/// <summary>
/// Plays the session engine for one session: what is said becomes a turn, and what the turn commits is kept for the
/// next.
/// </summary>
internal sealed class Conversation(
    ITurnHandler brain, Workspace workspace, string locale, ManualClock clock, string channel = ChannelKind.Web,
    string address = "visitor-1")
{
    private readonly SessionId _id = SessionId.New(7, clock.GetUtcNow());
    private readonly List<Entry> _transcript = [];
    private long _turns;

    public SessionState State { get; private set; }

    /// <summary>The next turn finds that state, whatever the last one left.</summary>
    public void Restore(SessionState state) => State = state;

    public string Locale { get; private set; } = locale;

    public SessionStatus Status { get; set; } = SessionStatus.Open;

    /// <summary>Who the channel says is writing; null on the web.</summary>
    public Sender? Sender { get; set; }

    /// <summary>The contact the session belongs to by now.</summary>
    public string? Contact { get; private set; }

    /// <summary>Cancelled when somebody ends the turn early.</summary>
    public CancellationToken Interrupted { get; set; }

    /// <summary>All that was said so far.</summary>
    public IReadOnlyList<Entry> Transcript => _transcript;

    public StreamedText Streamed { get; private set; } = new();

    public SessionId Id => _id;

    /// <summary>Says something, and hears the answer; null when the brain stays silent.</summary>
    public async Task<NewEntry?> SayAsync(string text, string? payload = null)
    {
        var turn = Next(text, payload);
        return Commit(await RunAsync(turn), turn);
    }

    /// <summary>Sends something besides words, and hears the answer.</summary>
    public async Task<NewEntry?> SendAsync(MessageContent content)
    {
        var turn = NextOf(content);
        return Commit(await RunAsync(turn), turn);
    }

    /// <summary>Runs a turn without committing it, as a node would that dies before its commit.</summary>
    public Task<TurnResult> RunAsync(Turn turn)
    {
        Streamed = new StreamedText(Interrupted);
        return brain.RunAsync(turn, Streamed, TestContext.Current.CancellationToken);
    }

    /// <summary>The turn that answers a message.</summary>
    public Turn Next(string text, string? payload = null) =>
        NextOf(payload is null ? new MessageContent(text) : new MessageContent(text) { Payload = payload });

    /// <summary>The turn that answers several messages at once, each as the channel would map it.</summary>
    public Turn NextOf(params IReadOnlyList<MessageContent> messages)
    {
        clock.Advance(TimeSpan.FromSeconds(5));
        List<Entry> entries = [];
        foreach (var content in messages)
        {
            var mapped = Sender is null ? content : content with { Sender = Sender };
            entries.Add(new Entry
            {
                Seq = _transcript.Count + 1,
                Role = EntryRole.Contact,
                Text = content.Text,
                At = clock.GetUtcNow(),
                Content = mapped == new MessageContent(content.Text) ? null : mapped,
            });
            _transcript.Add(entries[^1]);
        }

        var session = new Session(
            _id, workspace.Id, channel, address, Contact, Locale, Status, _transcript.Count, clock.GetUtcNow(),
            clock.GetUtcNow());
        return new Turn(new TurnId(_id, ++_turns), session, entries, [.. _transcript.TakeLast(40)], State, 1);
    }

    /// <summary>
    /// Sends several messages that become one turn, with their words about consent found as the channel would.
    /// </summary>
    public async Task<NewEntry?> SendAsync(params IReadOnlyList<string> texts)
    {
        var turn = NextOf(
            [.. texts.Select(
            text => new MessageContent(text) { Keyword = ConsentKeywords.Find(text, TestChannels.Hearing(channel)) })]);
        return Commit(await RunAsync(turn), turn);
    }

    public NewEntry? Commit(TurnResult result, Turn turn)
    {
        State = result.State;
        Locale = result.Locale ?? Locale;
        Status = result.Status ?? Status;
        Contact = result.Contact ?? Contact;
        foreach (var entry in result.Entries)
        {
            _transcript.Add(new Entry
            {
                Seq = _transcript.Count + 1,
                Role = entry.Role,
                Text = entry.Text,
                Parts = entry.Parts,
                TurnId = turn.Id.ToString(),
                At = clock.GetUtcNow(),
            });
        }

        return result.Entries.Count > 0 ? result.Entries[0] : null;
    }
}

/// <summary>All that a turn streamed.</summary>
internal sealed class StreamedText(CancellationToken interrupted = default) : IReplyStream
{
    private readonly List<string> _pieces = [];
    private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _awaited;

    public IReadOnlyList<string> Pieces => _pieces;

    public CancellationToken Interrupted => interrupted;

    /// <summary>Ends when so much was said.</summary>
    public Task SaysAsync(string text)
    {
        lock (_pieces)
        {
            _awaited = text;
            Look();
        }

        return _said.Task;
    }

    public void Write(string text)
    {
        lock (_pieces)
        {
            _pieces.Add(text);
            Look();
        }
    }

    private void Look()
    {
        if (_awaited is not null && ToString().Contains(_awaited, StringComparison.Ordinal))
            _said.TrySetResult();
    }

    public override string ToString() => string.Concat(_pieces);
}

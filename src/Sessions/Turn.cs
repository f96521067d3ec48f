namespace Gateway.Sessions;

/// <summary>
/// What a turn handler is given: all that waits in the inbox and all it needs to know of the session.
/// </summary>
/// <param name="Id">The same each time the turn is run, until it is committed.</param>
/// <param name="Session">The session as it stood when the lease was granted.</param>
/// <param name="Messages">
/// What the contact wrote since the last turn, oldest first; at most 100. Empty only where <see cref="Wakes"/> or
/// <see cref="Begins"/> is not.
/// </param>
/// <param name="Recent">The newest entries of the transcript, oldest first, <paramref name="Messages"/> among them: 20,
/// or as many as reach back to the first of these. What waits for a later turn is not.</param>
/// <param name="State">What the brain kept at the last commit.</param>
/// <param name="Attempt">1 the first time, more when an earlier run was not committed.</param>
public sealed record Turn(
    TurnId Id,
    Session Session,
    IReadOnlyList<Entry> Messages,
    IReadOnlyList<Entry> Recent,
    SessionState State,
    int Attempt)
{
    /// <summary>
    /// The wakes that are due, by their time. Where there are several causes, begins come first, then wakes, then
    /// messages.
    /// </summary>
    public IReadOnlyList<Wake> Wakes { get; init; } = [];

    /// <summary>The conversations that we begin, mostly none or one.</summary>
    public IReadOnlyList<Begin> Begins { get; init; } = [];

    /// <summary>When the newest of what caused it came about, by Redis's clock.</summary>
    public DateTimeOffset At => Messages is [.., var newest]
        ? newest.At
        : Begins is [.., var begun]
        ? begun.At
        : Wakes is [.., var due]
        ? due.At
        : Session.UpdatedAt;

    /// <summary>Places of <see cref="Messages"/> in the transcript.</summary>
    public IReadOnlyList<long> Places => [.. Messages.Select(message => message.Seq)];
}

/// <summary>What a turn wants committed. All of it is, or none.</summary>
public sealed record TurnResult
{
    /// <summary>
    /// Entries to append, in order. The one that answers comes first; its text replaces the turn's deltas.
    /// </summary>
    public IReadOnlyList<NewEntry> Entries { get; init; } = [];

    /// <summary>What the brain keeps for the next turn.</summary>
    public SessionState State { get; init; }

    /// <summary>The status the session gets, or null to leave it.</summary>
    public SessionStatus? Status { get; init; }

    /// <summary>The language the session gets, or null to leave it.</summary>
    public string? Locale { get; init; }

    /// <summary>Id of the contact that the session belongs to, or null to leave it.</summary>
    public string? Contact { get; init; }

    /// <summary>What kind of answer comes next. It stands on the last entry that is said to the contact.</summary>
    public Expectation Expects { get; init; }

    /// <summary>What changes among the session's wakes.</summary>
    public IReadOnlyList<WakeChange> Wakes { get; init; } = [];

    /// <summary>
    /// What is kept of how the turn came about: the control plane's decisions, and each step. For the archive alone.
    /// </summary>
    public IReadOnlyList<TurnNote> Notes { get; init; } = [];
}

/// <summary>What a turn leaves for the ledger.</summary>
/// <param name="Agent">Who was to speak, or null.</param>
/// <param name="Rule">Which rule decided so.</param>
/// <param name="Reason">Why, in words; nothing of what people wrote.</param>
/// <param name="At">When.</param>
public sealed record TurnNote(string? Agent, string Rule, string Reason, DateTimeOffset At)
{
    /// <summary>The contact's words that it is about; null for what is about the turn as a whole.</summary>
    public NotedWords? Words { get; init; }

    /// <summary>What kind of note it is; null for a decision.</summary>
    public NoteKind? Kind { get; init; }

    /// <summary>How long what it tells of took; null where it took no time of its own.</summary>
    public double? ElapsedMs { get; init; }

    /// <summary>
    /// What else is known of it, as a JSON object of at most some 64,000 letters; null for nothing. It may hold what
    /// people wrote, and goes when the session's entries go.
    /// </summary>
    public string? Detail { get; init; }
}

/// <summary>What a note of a turn tells of, besides decisions.</summary>
public enum NoteKind
{
    /// <summary>A model was asked.</summary>
    Model,

    /// <summary>A tool was called.</summary>
    Tool,

    /// <summary>An agent that is not heard has answered.</summary>
    Judge,

    /// <summary>Words were held back.</summary>
    Held,

    /// <summary>What stood before the turn, from which it can be run again.</summary>
    Start,
}

/// <summary>Words of a contact's that are kept beside a turn, to learn from.</summary>
/// <param name="Text">What was written, with all that tells who somebody is blanked out; 1 to 200 characters.</param>
/// <param name="Locale">Language it was read in, <c>fr</c> or <c>en</c>.</param>
/// <param name="About">What was under discussion, as the solution calls it (a shop: the product's handle); or
/// null.</param>
public sealed record NotedWords(string Text, string Locale, string? About);

using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Turns;

/// <summary>
/// One solution's side of one running turn: its state, which its tools change, and what code adds to the model's words.
/// Lives as long as the turn.
/// </summary>
internal abstract class SolutionTurn(TurnContext context, Proposal? proposal)
{
    /// <summary>The rule under which the ledger has what was not understood.</summary>
    public const string MissRule = "missed";

    private const int MostMisses = 8;

    private readonly List<Part> _parts = [];
    private readonly List<MissContent> _misses = [];
    private readonly List<WakeChange> _wakes = [];
    private Proposal? _proposal = proposal;

    /// <summary>The turn that is being answered.</summary>
    public TurnContext Context { get; } = context;

    /// <summary>What was read back and waits for the contact's yes, or null.</summary>
    public Proposal? Proposal => _proposal is { IsSpent: false } waiting ? waiting : null;

    /// <summary>The digest that the button the contact pressed carries, or null: it confirms nothing.</summary>
    public virtual string? PressedDigest =>
        Context.Payload == ConfirmPayload.Any ? Proposal?.Digest : ConfirmPayload.DigestIn(Context.Payload);

    /// <summary>What the next turn is to know.</summary>
    public SolutionMemory Memory => new(State, _proposal);

    /// <summary>
    /// What the next turn goes on from: what was read back before this one waits behind what was said in it, where a
    /// yes answers what was said last.
    /// </summary>
    public SolutionMemory Left => new(
        State,
        _proposal is { IsSpent: false } before && before.Turn < Context.Turn.Id.Number
            && (YesAnswersTheLast || before.IsOfModel)
            ? before with { IsInBackground = true }
            : _proposal);

    /// <summary>Whether a plain yes answers only what was said last.</summary>
    protected virtual bool YesAnswersTheLast => false;

    /// <summary>What was not understood, for the ledger, in the order of the requests: mostly nothing, and of more
    /// than eight the first.</summary>
    /// <param name="agent">Name of the agent that answered.</param>
    public IReadOnlyList<TurnNote> MissesOf(string agent) => [.. _misses.Take(MostMisses).Select(miss =>
        new TurnNote(agent, MissRule, miss.Kind, Context.At) { Words = miss.Words })];

    /// <summary>Parts of the reply, in the order they were shown.</summary>
    public IReadOnlyList<Part> Parts => _parts;

    /// <summary>
    /// What stands below the model's words, worded by code because it must be said exactly (a read-back, for one); null
    /// for nothing.
    /// </summary>
    public AgentText? Closing { get; set; }

    /// <summary>The status the session gets, or null to leave it.</summary>
    public SessionStatus? Status { get; set; }

    /// <summary>The name it goes by with contacts, or null when it has none.</summary>
    public virtual string? Persona => null;

    /// <summary>What the clock of the business shows, where days and times are spoken of; else null.</summary>
    public virtual DateTimeOffset? Now => null;

    /// <summary>What its agents' prompts may name, besides the business and the language.</summary>
    public virtual IEnumerable<KeyValuePair<string, string>> PromptValues => [];

    /// <summary>The words of the names of all things that the business has, folded; empty where it has none.</summary>
    public virtual IReadOnlySet<string> Things => FrozenSet<string>.Empty;

    /// <summary>From the folded names of what it sells, in all languages, to what they are the names of; empty where
    /// names come with what tools answer.</summary>
    public virtual IReadOnlyDictionary<string, string> Names => FrozenDictionary<string, string>.Empty;

    /// <summary>What is under way or done and a lone "cancel" may mean; null for nothing.</summary>
    public virtual Cancellable? Cancellable => null;

    /// <summary>Whether the contact was asked something that a yes may answer.</summary>
    public virtual bool IsAsking => Proposal is { IsInBackground: false };

    /// <summary>Whether a figure may answer what the contact was asked, whatever is offered beside it.</summary>
    public virtual bool AwaitsFigure => false;

    /// <summary>Whether nothing but a number was asked for.</summary>
    public virtual bool AwaitsNumber => false;

    /// <summary>The given name the contact has told, or null.</summary>
    public virtual string? ContactName => null;

    /// <summary>What kind of answer it waits for now.</summary>
    public virtual Expectation Expects =>
        Proposal is { IsInBackground: false } ? Expectation.YesNo : Expectation.Free;

    /// <summary>
    /// What a caller who answers by keys may press for, where the answer offers nothing to choose from: at most nine,
    /// each in words that the solution understands. Empty where only figures or letters are asked for.
    /// </summary>
    public virtual IReadOnlyList<QuickReply> Keyed => [];

    /// <summary>The state as it stands, to be committed with the turn: a record that JSON can hold.</summary>
    public abstract object State { get; }

    /// <summary>Reads back what a tool will do, below the model's words, and waits for a yes to exactly this.</summary>
    /// <param name="tool">Name of the tool.</param>
    /// <param name="arguments">A record: what the tool is run with then.</param>
    /// <param name="readBack">The words that say all of it.</param>
    public Proposal Propose(string tool, object arguments, AgentText readBack)
    {
        Closing = readBack;
        var proposed = Proposal.Of(tool, arguments, readBack, Context);
        _proposal = proposed;
        return proposed;
    }

    /// <summary>Reads back what a model wants done by a tool that is not ours, as <see cref="Propose"/>.</summary>
    public Proposal ProposeOfModel(string tool, JsonElement arguments, AgentText readBack)
    {
        Closing = readBack;
        var proposed = Proposal.Of(tool, arguments, readBack, Context) with { IsOfModel = true };
        // Nobody knows whether it was done: if it was, it is not done again.
        if (_proposal is { IsSpent: true } spent && spent.Digest == proposed.Digest)
            proposed = proposed with { FirstTurn = spent.FirstTurn ?? spent.Turn };
        _proposal = proposed;
        return proposed;
    }

    /// <summary>What was read back waits no longer: it was done, let go, or is being changed.</summary>
    public void Withdraw() => _proposal = null;

    /// <summary>It is being tried, once: unless it is withdrawn, nobody knows what came of it.</summary>
    public void Spend() => _proposal = _proposal is null ? null : _proposal with { IsSpent = true };

    /// <summary>
    /// What was read back still stands, but something else is said now that a yes may answer: from here on it takes
    /// words that can mean nothing else.
    /// </summary>
    public void PutBehind() =>
        _proposal = Proposal is { } waiting ? waiting with { IsInBackground = true } : _proposal;

    /// <summary>
    /// Adds a part to the reply. Quick replies replace earlier ones: one question stands at the end of a reply.
    /// </summary>
    public void Show(Part part)
    {
        if (part is QuickRepliesPart)
            _parts.RemoveAll(shown => shown is QuickRepliesPart);
        if (!_parts.Contains(part))
            _parts.Add(part);
    }

    /// <summary>What changes among the session's wakes, oldest first.</summary>
    public virtual IReadOnlyList<WakeChange> Wakes => _wakes;

    /// <summary>
    /// It is asked once more whether what was read back before is to be done: a plain yes answers that.
    /// </summary>
    protected void AskAgain() =>
        _proposal = Proposal is { } waiting ? waiting with { Turn = Context.Turn.Id.Number } : _proposal;

    /// <summary>What it holds now, to tell afterwards what a call has changed.</summary>
    public TurnMark Mark() => new(State, Proposal, Closing, Status, [.. _parts]);

    /// <summary>Takes up what a call of a recorded turn has changed, as if it had been made now.</summary>
    /// <exception cref="JsonException">The state it left is not one of this solution's.</exception>
    public void Take(TurnEffect effect)
    {
        if (effect.StateAs(State.GetType()) is { } state)
            Restore(state);
        if (effect.Proposal is not null || effect.IsWithdrawn)
            _proposal = effect.Proposal;
        if (effect.Closing is { } closing)
            Closing = closing.Length == 0 ? null : AgentText.Trusted(closing);
        Status = effect.Status ?? Status;
        if (effect.Parts is not { } parts)
            return;
        _parts.Clear();
        _parts.AddRange(parts);
    }

    /// <summary>Takes up a state that a recorded call has left; of the type of <see cref="State"/>.</summary>
    protected abstract void Restore(object state);

    /// <summary>Sets a wake, moves it or takes it back, with the turn's commit.</summary>
    public void Change(WakeChange wake) => _wakes.Add(wake);

    /// <summary>Notes what was not understood.</summary>
    public void Miss(MissContent miss) => _misses.Add(miss);

    /// <summary>
    /// Goes on from an earlier request of the same turn: what was shown stands first, and its quick replies stay where
    /// this one has none.
    /// </summary>
    /// <param name="before">The scene of that request.</param>
    /// <param name="shown">What was shown so far and has not been taken back.</param>
    public void Follow(SolutionTurn before, IReadOnlyList<Part> shown)
    {
        Status ??= before.Status;
        _wakes.InsertRange(0, before._wakes);
        _misses.InsertRange(0, before._misses);
        var replies = _parts.Find(part => part is QuickRepliesPart)
            ?? shown.FirstOrDefault(part => part is QuickRepliesPart);
        List<Part> all = [.. shown.Concat(_parts).Where(part => part is not QuickRepliesPart).Distinct()];
        _parts.Clear();
        _parts.AddRange(replies is null ? all : [.. all, replies]);
    }

    /// <summary>
    /// Takes back the cards and quick replies shown so far, when a later tool has something better to show.
    /// </summary>
    public void ClearParts() => _parts.Clear();
}

/// <summary>Something of the contact's that they may want to cancel.</summary>
/// <param name="Question">Asks whether this is meant, or all messages.</param>
/// <param name="Label">What stands on the button that means this; said by the contact, the solution understands
/// it.</param>
internal sealed record Cancellable(AgentText Question, string Label);

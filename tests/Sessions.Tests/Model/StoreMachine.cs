using System.Globalization;
using Gateway.Sessions.Redis;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using StackExchange.Redis;

namespace Gateway.Sessions.Tests.Model;

/// <summary>Takes each step on the store and on the model, and compares what they answer.</summary>
internal sealed class StoreMachine
{
    public const int MaxAttempts = 3;

    /// <summary>A time (ms) that no clock here will show.</summary>
    public const long FarAway = 9_000_000_000_000;

    // The model's channel has no provider; on no line an address is a key of its own all the same.
    private const string Line = "";

    private static readonly TimeSpan LongWhile = TimeSpan.FromMinutes(5);

    // The first two share a shard: a claim must keep them apart.
    private static readonly string[] Addresses = ["anna",
        Enumerable.Range(0, int.MaxValue).Select(i => $"ben-{i}").First(address => ShardOf(address) == ShardOf("anna")),
        "chloé", "d:e:f"];

    private readonly IDatabase _redis;
    private readonly SessionStore _store;
    private readonly SessionModel _model = new(MaxAttempts, SessionStore.MostMessages);
    private readonly List<ModelLease> _leases = [];
    private int _text;

    public StoreMachine(IConnectionMultiplexer redis)
    {
        _redis = redis.GetDatabase();
        var options = Options.Create(
            new SessionOptions { LeaseMs = (int)LongWhile.TotalMilliseconds, MaxAttempts = MaxAttempts });
        var door = new RedisDoor(redis, options);
        _store = new SessionStore(
            door, TestNames.Of(door), new NodeId("node-under-test"), new KnownSessions(), TestChannels.All, options,
            NullLogger<SessionStore>.Instance);
    }

    public async Task RunAsync(IEnumerable<StoreStep> steps)
    {
        await _redis.ExecuteAsync("FLUSHDB");
        foreach (var step in steps)
            await TakeAsync(step);
        foreach (var session in _model.Sessions)
            await CompareAsync(session);
        await DrainAsync();
        foreach (var session in _model.Sessions)
            await CompareAsync(session);
    }

    private async Task TakeAsync(StoreStep step)
    {
        switch (step)
        {
            case StoreStep.Open open:
                await OpenAsync(Addresses[open.Address % Addresses.Length]);
                break;
            case StoreStep.Accept accept:
                await AcceptAsync(accept);
                break;
            case StoreStep.Claim claim:
                await ClaimAsync(ShardOf(Addresses[claim.Address % Addresses.Length]));
                break;
            case StoreStep.Renew renew when Lease(renew.Lease) is { } lease:
                (await _store.RenewAsync(lease.Real)).ShouldBe(SessionModel.Renew(lease));
                break;
            case StoreStep.Commit commit when Lease(commit.Lease) is { } lease:
                await CommitAsync(lease, commit.Entries, commit.Status, commit.Changed, commit.CanRun);
                break;
            case StoreStep.Wake wake when Session(wake.Session) is { } session:
                await WakeAsync(session, $"w{wake.Name}", wake.IsDue, wake.EndsWhenContactWrites);
                break;
            case StoreStep.Cancel cancel when Session(cancel.Session) is { } session:
                ((await _store.WakeAsync(session.Id, $"w{cancel.Name}", wake: null)).Outcome == "cancelled")
                    .ShouldBe(SessionModel.Cancel(session, $"w{cancel.Name}"));
                break;
            case StoreStep.Begin begin:
                await BeginAsync(Addresses[begin.Address % Addresses.Length], $"b{begin.Name}", begin.IsTurn);
                break;
            case StoreStep.Interrupt interrupt when Session(interrupt.Session) is { } session:
                (await _store.InterruptAsync(session.Id, interrupt.Turn, [])).ShouldBe(
                    session.Lease == Holding.Held && (interrupt.Turn is null || interrupt.Turn == session.Turns + 1)
                        ? "here"
                        : "notRunning");
                break;
            case StoreStep.Release release when Lease(release.Lease) is { } lease:
                (await _store.ReleaseAsync(lease.Real)).ShouldBe(SessionModel.Release(lease));
                break;
            case StoreStep.Fail fail when Lease(fail.Lease) is { } lease:
                (await _store.FailAsync(lease.Real, "Exception: for the test", LongWhile)).ShouldBe(_model.Fail(lease));
                break;
            case StoreStep.Elapse elapse when Session(elapse.Session) is { } session:
                await ElapseAsync(session);
                break;
            case StoreStep.Append append when Session(append.Session) is { } session:
                await AppendAsync(session, "note-" + append.Message);
                break;
            case StoreStep.ChangeStatus change when Session(change.Session) is { } session:
                (await _store.AppendAsync(
                    session.Id, entry: null, change.Status, generation: null, externalId: null, outgoing: null)).Outcome
                    .ShouldBe(SessionModel.ChangeStatus(session, change.Status) ? "appended" : "closed");
                break;
            case StoreStep.Unpark unpark when Session(unpark.Session) is { } session:
                (await _store.UnparkAsync(session.Id)).ShouldBe(SessionModel.Unpark(session));
                break;
            case StoreStep.Read read when Session(read.Session) is { } session:
                await ReadAsync(session, read.AfterSeq, read.Count);
                break;
            case StoreStep.FlushScripts:
                await _redis.ExecuteAsync("SCRIPT", "FLUSH");
                break;
        }
    }

    private async Task OpenAsync(string address)
    {
        var id = SessionId.New(ShardOf(address), DateTimeOffset.UtcNow);
        await _store.OpenAsync(id, "shop", ChannelKind.Web, SessionKeys.OnLine(Line, address), owner: null, "fr");
        _model.Open(id, address);
    }

    private async Task AcceptAsync(StoreStep.Accept step)
    {
        var named = step.Session is { } number ? Session(number) : null;
        var address = named?.Address ?? Addresses[step.Address % Addresses.Length];
        var text = NextText();
        var message = new InboundMessage
        {
            Workspace = "shop",
            Channel = ChannelKind.Web,
            Address = address,
            Line = Line,
            Session = named?.Id,
            ExternalId = "m:" + step.Message,
            Content = new MessageContent(text),
            Locale = "fr",
            Debounce = step.Debounced ? LongWhile : TimeSpan.Zero,
            StandsAlone = step.Alone,
        };
        var candidate = SessionId.New(ShardOf(address), DateTimeOffset.UtcNow);

        var answer = await _store.AcceptAsync(
            message, named?.Id ?? candidate, StoredEntry.Of(message).ToJson(), step.CanRun);

        var (outcome, session, seq, granted) = _model.Accept(
            address, message.ExternalId, named, candidate, text, step.CanRun, step.Debounced, step.Alone);
        answer.Outcome.ShouldBe(outcome);
        answer.Session.ShouldBe(session!.Id);
        answer.Seq.ShouldBe(seq);
        (answer.Lease is not null).ShouldBe(granted, "a lease is given at once when no one holds the session");
        if (granted)
            Take(session, answer.Lease!);
    }

    private async Task ClaimAsync(int shard)
    {
        var (leases, parked) = await _store.ClaimAsync(shard, 1_000);
        var (granted, givenUp) = _model.Claim(shard);
        leases.Select(lease => lease.Session).ShouldBe(granted.Select(session => session.Id), ignoreOrder: true);
        parked.Select(one => one.Session).ShouldBe(givenUp.Select(session => session.Id), ignoreOrder: true);
        foreach (var session in granted)
            Take(session, leases.Single(lease => lease.Session == session.Id));
    }

    private async Task WakeAsync(ModelSession session, string name, bool isDue, bool endsWhenContactWrites)
    {
        var (real, expected) = NewWake(name, isDue, endsWhenContactWrites);
        (await _store.WakeAsync(session.Id, name, real)).Outcome.ShouldBe(
            SessionModel.Wake(session, expected) == WakeOutcome.Set ? "set" : "closed");
    }

    private (Wake Real, ModelWake Expected) NewWake(string name, bool isDue, bool endsWhenContactWrites)
    {
        var at = isDue ? 1_000 + (++_text) : FarAway + (++_text);
        return (new Wake(
            name, DateTimeOffset.FromUnixTimeMilliseconds(at), "r")
        { EndsWhenContactWrites = endsWhenContactWrites },
            new ModelWake(name, at, endsWhenContactWrites, isBegin: false));
    }

    private async Task BeginAsync(string address, string name, bool isTurn)
    {
        var candidate = SessionId.New(ShardOf(address), DateTimeOffset.UtcNow);
        var text = NextText();
        var request = new BeginRequest
        {
            Workspace = "shop",
            Channel = ChannelKind.Web,
            Address = address,
            Line = Line,
            Locale = "fr",
            ExternalId = name,
            Cause = isTurn ? new Begin(name, MessageClass.Service, Payload: null) : null,
        };
        var entry = isTurn ? null : StoredEntry.Of(new NewEntry(EntryRole.Operator, text), turnId: null).ToJson();

        var answer = await _store.BeginAsync(request, candidate, entry);

        var (outcome, session, seq) = _model.Begin(address, name, candidate, text, isTurn
            ? new ModelWake("begin:" + name, FarAway - 1, endsWhenContactWrites: false, isBegin: true)
            : null);
        answer.Outcome.ShouldBe(outcome switch
        {
            BeginningOutcome.Begun => "begun",
            BeginningOutcome.Duplicate => "duplicate",
            _ => "handedOver",
        });
        (answer.Session, answer.Seq).ShouldBe((session.Id, seq));
    }

    private async Task CommitAsync(ModelLease lease, int entries, SessionStatus? status, int? wake, bool canRun)
    {
        // Half of them cancel.
        (Wake? Real, ModelWake? Expected)? changes = wake is null
            ? null
            : wake % 2 == 0
            ? NewWake($"w{wake}", wake == 2, endsWhenContactWrites: false)
            : (null, null);
        string[] texts = [.. Enumerable.Range(0, entries).Select(_ => NextText())];
        var state = $$"""{"turn":{{lease.Turn}},"text":{{_text}}}""";
        var result = new TurnResult
        {
            Entries = [.. texts.Select(text => new NewEntry(EntryRole.Agent, text))],
            State = new SessionState(state),
            Status = status,
            Wakes = changes is null ? [] : [new WakeChange($"w{wake}", changes.Value.Real)],
        };
        var stored = StoredEntry.Of(result, lease.Real.Turn);
        var answer = await _store.CommitAsync(
            lease.Real, result, stored, [.. stored.Select(entry => entry.ToJson())], canRun);

        var (first, granted) = SessionModel.Commit(
            lease, texts, state, status, changes is null ? [] : [($"w{wake}", changes.Value.Expected)], canRun);
        answer.IsLost.ShouldBe(first == 0);
        answer.FirstSeq.ShouldBe(first);
        (answer.Next is not null).ShouldBe(granted, "the next turn's lease comes with the commit");
        if (granted)
            Take(lease.Session, answer.Next!);
    }

    private async Task ElapseAsync(ModelSession session)
    {
        if ((long)await _redis.HashGetAsync(SessionKeys.Session(session.Id), "leaseUntil") > 0)
            await _redis.HashSetAsync(SessionKeys.Session(session.Id), "leaseUntil", 1);
        await _redis.SortedSetAddAsync(SessionKeys.Ready(session.Id.Shard), session.Id.Value, 1, When.Exists);
        var wakes = await _redis.HashGetAllAsync(SessionKeys.Wakes(session.Id));
        foreach (var wake in wakes)
            await _redis.HashSetAsync(
                SessionKeys.Wakes(session.Id), wake.Name,
                "1" + ((string)wake.Value!)[((string)wake.Value!).IndexOf('|', StringComparison.Ordinal)..]);
        if (wakes.Length > 0)
            await _redis.HashSetAsync(
                SessionKeys.Session(session.Id), [new HashEntry("nextWake", 1), new HashEntry("lastWake", 1)]);
        SessionModel.Elapse(session);
    }

    private async Task AppendAsync(ModelSession session, string message)
    {
        var text = NextText();
        var entry = StoredEntry.Of(new NewEntry(EntryRole.Operator, text), turnId: null, message);
        var answer = await _store.AppendAsync(
            session.Id, entry.ToJson(), status: null, generation: null, message, MessageClass.Reply);
        (answer.Outcome, answer.Seq).ShouldBe(_model.Append(session, message, text));
    }

    private async Task ReadAsync(ModelSession session, int afterSeq, int count)
    {
        var snapshot = (await _store.ReadAsync(session.Id, afterSeq, count, watchFor: null, watchMessage: null))!;
        snapshot.Entries.Select(entry => entry.Text)
            .ShouldBe(session.Entries.Skip(afterSeq).Take(count).Select(entry => entry.Text));
        snapshot.HasMore.ShouldBe(session.Entries.Count > afterSeq + count);
        var newest = (await _store.ReadAsync(session.Id, afterSeq: null, count, watchFor: null, watchMessage: null))!;
        newest.Entries.Select(entry => entry.Text)
            .ShouldBe(session.Entries.TakeLast(count).Select(entry => entry.Text));
        newest.HasMore.ShouldBeFalse();
    }

    private void Take(ModelSession session, Lease real)
    {
        var lease = _model.Grant(session, real);
        real.Session.ShouldBe(session.Id);
        real.Fence.ShouldBe(lease.Fence);
        real.Turn.Id.Number.ShouldBe(
            lease.Turn, "turn numbers have no gaps, and a turn that is run again keeps its own");
        real.Turn.Attempt.ShouldBe(session.Attempts);
        real.Turn.State.Json.ShouldBe(session.State, "the state goes from turn to turn intact");
        real.Turn.Messages.Select(message => message.Seq).ShouldBe(lease.Messages);
        real.Turn.Messages.Select(message => message.Text)
            .ShouldBe(lease.Messages.Select(seq => session.Entries[(int)seq - 1].Text));
        real.Turn.Session.Status.ShouldBe(session.Status);
        real.Turn.Session.LastSeq.ShouldBe(session.Entries.Count);
        real.Turn.Wakes.Select(wake => wake.Name)
            .ShouldBe(lease.Wakes.Where(wake => !wake.IsBegin).Select(wake => wake.Name));
        real.Turn.Begins.Select(begin => "begin:" + begin.Reason).ShouldBe(
            lease.Wakes.Where(wake => wake.IsBegin).Select(wake => wake.Name), ignoreOrder: true);
        (real.Turn.Messages.Count + real.Turn.Wakes.Count + real.Turn.Begins.Count)
            .ShouldBePositive("a turn has a cause");
        IReadOnlyList<long> messages = lease.Messages.Count > 0 ? lease.Messages : [long.MaxValue];
        var recent = session.Entries.TakeLast(
            Math.Max(SessionStore.Tail, session.Entries.Count - (int)Math.Min(int.MaxValue, messages[0]) + 1))
            .Where(entry => entry.Role != EntryRole.Contact || session.Entries.IndexOf(entry) < messages[^1]);
        real.Turn.Recent.Select(entry => entry.Text)
            .ShouldBe(recent.Select(entry => entry.Text), "what waits for a later turn is not known yet");
        _leases.Add(lease);
    }

    /// <summary>
    /// Lets time pass and operators retry until nothing waits any more; then every message must have been answered.
    /// </summary>
    private async Task DrainAsync()
    {
        foreach (var session in _model.Sessions.Where(session => session.Parked))
            (await _store.UnparkAsync(session.Id)).ShouldBe(SessionModel.Unpark(session));
        foreach (var session in _model.Sessions)
        {
            for (var rounds = 0;
                session.Inbox.Count > 0
                || (session.Status is not (SessionStatus.HandedOver or SessionStatus.Closed)
                && session.Wakes.Count + session.Woken.Count > 0); rounds++)
            {
                rounds.ShouldBeLessThan(20, $"session {session.Id} waits for ever");
                await ElapseAsync(session);
                await ClaimAsync(session.Id.Shard);
                if (session.Parked)
                    (await _store.UnparkAsync(session.Id)).ShouldBe(SessionModel.Unpark(session));
                else
                    await CommitAsync(
                        _leases.Last(lease => lease.Session == session), 1, status: null, wake: null, canRun: false);
            }

            session.Answered.Values.ShouldAllBe(times => times == 1, "a wake is in one committed turn");
            foreach (var (seq, turns) in session.AnsweredBy)
                (turns.Count == 1 || (turns.Count == 0 && session.TakenOver.Contains(seq)))
                    .ShouldBeTrue($"{seq} is in {turns.Count} committed turns");
        }
    }

    private async Task CompareAsync(ModelSession expected)
    {
        var actual = (await _store.ReadAsync(expected.Id, afterSeq: 0, 100_000, watchFor: null, watchMessage: null))!;
        actual.Entries.Select(entry => entry.Seq)
            .ShouldBe(Enumerable.Range(1, expected.Entries.Count).Select(seq => (long)seq));
        actual.Entries.Select(entry => (entry.Role, entry.Text, entry.TurnId)).ShouldBe(expected.Entries);
        actual.Session.LastSeq.ShouldBe(expected.Entries.Count);
        actual.Session.Status.ShouldBe(expected.Status);

        var inbox = await _redis.ListRangeAsync(SessionKeys.Inbox(expected.Id));
        inbox.Select(waiting => (string)waiting!)
            .ShouldBe(expected.Inbox.Select(seq => expected.Alone.Contains(seq) ? $"{seq}!" : $"{seq}"));
        foreach (var seq in expected.AnsweredBy.Keys)
            await CompareAnswerAsync(expected, seq);
        (await _redis.HashKeysAsync(SessionKeys.Wakes(expected.Id)))
            .Select(name => (string)name!)
            .ShouldBe(expected.Wakes.Keys, ignoreOrder: true);
        (await _redis.ListLengthAsync(SessionKeys.Woken(expected.Id))).ShouldBe(expected.Woken.Count);
        (await _redis.SortedSetScoreAsync(SessionKeys.Parked(expected.Id.Shard), expected.Id.Value) is not null)
            .ShouldBe(expected.Parked);
        var ready = await _redis.SortedSetScoreAsync(SessionKeys.Ready(expected.Id.Shard), expected.Id.Value);
        (ready is not null).ShouldBe(expected.Ready != Ready.Never, "a session that waits stands in the ready set");
        if (expected.Inbox.Count > 0 && !expected.Parked)
            ready.ShouldNotBeNull("what waits is always found again");
        if (expected.Wakes.Count > 0 && !expected.Parked
            && expected.Status is SessionStatus.Open or SessionStatus.Waiting)
            ready.ShouldNotBeNull("what is to wake up does");
        await CompareLogAsync(expected);
    }

    /// <summary>A message's answer is what the turn wrote that it was in, and nothing else.</summary>
    private async Task CompareAnswerAsync(ModelSession expected, long seq)
    {
        var answer = (await _store.FindAnswerAsync(expected.Id, seq, seq, 100_000))!.Value;
        var (standing, places) = SessionModel.FindAnswer(expected, seq);
        answer.Standing.ShouldBe(standing);
        answer.Entries.Where(entry => entry.Answers.Contains(seq)).Select(entry => entry.Seq).ShouldBe(places);
    }

    /// <summary>What the archive is told covers every committed place once, in order.</summary>
    private async Task CompareLogAsync(ModelSession expected)
    {
        var log = (RedisResult[])(await _redis.ExecuteAsync("XRANGE", SessionKeys.Log(expected.Id.Shard), "-", "+"))!;
        var next = 1L;
        foreach (var element in log)
        {
            var fields = (string[])((RedisResult[])element!)[1]!;
            if (fields[1] != expected.Id.Value)
                continue;
            long.Parse(fields[3], CultureInfo.InvariantCulture).ShouldBe(next);
            next = long.Parse(fields[5], CultureInfo.InvariantCulture) + 1;
        }

        var untold = expected.Entries.Skip((int)next - 1);
        untold.ShouldAllBe(entry => entry.Role == EntryRole.Contact);
    }

    private ModelSession? Session(int number) =>
        _model.Sessions.Count == 0 ? null : _model.Sessions[number % _model.Sessions.Count];

    // Low numbers mean new leases, so that most steps concern one that is still held.
    private ModelLease? Lease(int number) => _leases.Count == 0 ? null : _leases[^(number % _leases.Count + 1)];

    private string NextText() => string.Create(CultureInfo.InvariantCulture, $"text {++_text}");

    private static int ShardOf(string address) =>
        SessionKeys.ShardOf("shop", ChannelKind.Web, SessionKeys.OnLine(Line, address));
}

using FsCheck;
using FsCheck.Fluent;
using Gateway.Sessions.Deliveries;
using Gateway.Testing;
using Xunit;

namespace Gateway.Sessions.Tests.Model;

/// <summary>
/// The outbox's scripts against a plain model: random sequences of everything that is done to it, in any order, with
/// leases that ran out or belong to deliveries long gone, and receipts that come at any time. A failure prints the
/// shortest sequence found and the seed to repeat it with.
/// </summary>
public sealed class OutboxModelTests
{
    private static readonly Gen<int> Session = Gen.Choose(0, 2);

    // Mostly the newest lease or the one before; now and then one that is long gone.
    private static readonly Gen<int> Lease = Gen.Frequency(
        (7, Gen.Constant(0)), (3, Gen.Choose(0, 3)), (1, Gen.Choose(0, 30)));

    private static readonly Gen<int> Entry = Gen.Frequency((3, Gen.Choose(0, 2)), (1, Gen.Choose(0, 20)));

    // Mostly the message that is up.
    private static readonly Gen<int?> Index = Gen.Frequency(
        (5, Gen.Constant<int?>(null)), (1, Gen.Choose(0, 2).Select(index => (int?)index)));

    private static readonly Gen<Said> Ending = Gen.Frequency(
        (8, Gen.Constant(Said.Sent)), (4, Gen.Constant(Said.Again)), (6, Gen.Constant(Said.Unknown)),
        (4, Gen.Constant(Said.NotFound)),
        (3, Gen.Constant(Said.Resend)), (2, Gen.Constant(Said.LeaveOpen)), (2, Gen.Constant(Said.Fail)),
        (1, Gen.Constant(Said.Drop)), (2, Gen.Constant(Said.Hold)));

    private static readonly Gen<ConsentKeyword?> Keyword = Gen.Frequency(
        (4, Gen.Constant<ConsentKeyword?>(null)), (1, Gen.Constant<ConsentKeyword?>(ConsentKeyword.Stop)),
        (2, Gen.Constant<ConsentKeyword?>(ConsentKeyword.Start)));

    private static readonly Gen<OutboundState> Told = Gen.Elements(
        OutboundState.Sent, OutboundState.Delivered, OutboundState.Read, OutboundState.Failed);

    private static readonly Gen<OutboxStep> Step = Gen.Frequency(
        (12,
            from session in Session
            from kind in Gen.Choose(0, 4)
            select (OutboxStep)new OutboxStep.Say(
            session, kind == 0)),
        (4, from session in Session from keyword in Keyword select (OutboxStep)new OutboxStep.Write(session, keyword)),
        (2, from session in Session
            from kind in Gen.Choose(0, 2)
            select (OutboxStep)new OutboxStep.Tell(
            session, kind == 0)),
        (25,
            from session in Session
            from kind in Gen.Choose(0, 2)
            select (OutboxStep)new OutboxStep.Claim(
            session, kind > 0)),
        (20,
            from lease in Lease
            from index in Index
            from wires in Gen.Choose(
            0, 3)
            select (OutboxStep)new OutboxStep.Begin(lease, index, wires)),
        (25,
            from lease in Lease
            from index in Index
            from said in Ending
            select (OutboxStep)new OutboxStep.End(
            lease, index, said)),
        (12, from session in Session
             from entry in Entry
             from index in Gen.Choose(0, 2)
             from state in Told
             from id in Gen.Choose(0, 5)
             select (OutboxStep)new OutboxStep.Tells(session, entry, index, state, id)),
        (5, from session in Session from entry in Entry select (OutboxStep)new OutboxStep.Retry(session, entry)),
        (5, Session.Select(session => (OutboxStep)new OutboxStep.Elapse(session))));

    [Fact]
    public Task The_outbox_does_what_the_model_says() => CheckAsync(sequences: 100, length: 100);

    [Fact, Trait("Category", "Long")]
    public Task The_outbox_does_what_the_model_says_over_100_000_steps() => CheckAsync(sequences: 700, length: 150);

    private static async Task CheckAsync(int sequences, int length)
    {
        // A Redis of its own: each sequence begins with an empty one. How the disk is written is not what is asked
        // here.
        await using var server = await RedisServer.StartAsync(appendFsync: "no");
        // Its worker may take a session up before an operator has it, and has nothing to say then.
        var silent = new Handler((_, _, _) => Task.FromResult(new TurnResult()));
        await using var node = await Node.StartAsync(
            server, silent, options => (options.SweepMs, options.LeaseMs) = (60_000, 60_000));
        var arbitrary = Arb.From(Gen.ListOf(Step, length).Select(steps => new Steps([.. steps])), Shorter);
        var property = Prop.ForAll(
            arbitrary, steps => Task.Run(() => new OutboxMachine(node).RunAsync(steps.List)).GetAwaiter().GetResult());
        await Task.Run(() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(sequences), property));
    }

    private static IEnumerable<Steps> Shorter(Steps steps)
    {
        for (var cut = steps.List.Count / 2; cut > 0; cut /= 2)
        {
            for (var from = 0; from + cut <= steps.List.Count; from += cut)
                yield return new Steps([.. steps.List.Take(from), .. steps.List.Skip(from + cut)]);
        }
    }

    private sealed record Steps(IReadOnlyList<OutboxStep> List)
    {
        public override string ToString() => string.Join('\n', List);
    }
}

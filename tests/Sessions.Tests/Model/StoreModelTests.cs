using FsCheck;
using FsCheck.Fluent;
using Gateway.Testing;
using Xunit;

namespace Gateway.Sessions.Tests.Model;

/// <summary>
/// The scripts against a plain model: random sequences of everything that is done to the store, in any order, with
/// leases that ran out, came back, or belong to turns long gone. A failure prints the shortest sequence found and the
/// seed to repeat it with.
/// </summary>
public sealed class StoreModelTests
{
    private static readonly Gen<int> Number = Gen.Choose(0, 1_000);

    // Mostly the newest lease or the one before; now and then one that is long gone.
    private static readonly Gen<int> LeaseNumber = Gen.Frequency(
        (6, Gen.Constant(0)), (3, Gen.Choose(0, 3)), (1, Gen.Choose(0, 30)));

    private static readonly Gen<bool> Mostly = Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)));

    private static readonly Gen<bool> Seldom = Mostly.Select(mostly => !mostly);

    private static readonly Gen<SessionStatus?> TurnStatus = Gen.Frequency(
        (12, Gen.Constant<SessionStatus?>(null)),
        (2, Gen.Constant<SessionStatus?>(SessionStatus.Waiting)),
        (1, Gen.Constant<SessionStatus?>(SessionStatus.HandedOver)),
        (1, Gen.Constant<SessionStatus?>(SessionStatus.Open)));

    private static readonly Gen<SessionStatus> OperatorStatus = Gen.Frequency(
        (4, Gen.Constant(SessionStatus.HandedOver)), (4, Gen.Constant(SessionStatus.Open)),
        (1, Gen.Constant(SessionStatus.Closed)));

    private static readonly Gen<StoreStep> Step = Gen.Frequency(
        (30, from address in Number
             from message in Gen.Choose(0, 60)
             from session in Gen.Frequency((2, Gen.Constant<int?>(null)), (1, Number.Select(number => (int?)number)))
             from canRun in Mostly
             from debounced in Seldom
             from alone in Seldom
             select (StoreStep)new StoreStep.Accept(address, message, session, canRun, debounced, alone)),
        (2, Number.Select(address => (StoreStep)new StoreStep.Open(address))),
        (15, Number.Select(address => (StoreStep)new StoreStep.Claim(address))),
        (5, LeaseNumber.Select(lease => (StoreStep)new StoreStep.Renew(lease))),
        (20, from lease in LeaseNumber
             from entries in Gen.Choose(0, 3)
             from status in TurnStatus
             from wake in Gen.Frequency((3, Gen.Constant<int?>(null)), (1, Gen.Choose(0, 5).Select(name => (int?)name)))
             from canRun in Mostly
             select (StoreStep)new StoreStep.Commit(lease, entries, status, wake, canRun)),
        (6, from session in Number
            from name in Gen.Choose(0, 3)
            from isDue in Seldom
            from ends in Seldom
            select (StoreStep)new StoreStep.Wake(session, name, isDue, ends)),
        (2, from session in Number from name in Gen.Choose(0, 3) select (StoreStep)new StoreStep.Cancel(session, name)),
        (4, from address in Number
            from name in Gen.Choose(0, 20)
            from isTurn in Mostly
            select (StoreStep)new StoreStep.Begin(address, name, isTurn)),
        (3, from session in Number
            from turn in Gen.Frequency((1, Gen.Constant<int?>(null)), (1, Gen.Choose(1, 4).Select(turn => (int?)turn)))
            select (StoreStep)new StoreStep.Interrupt(session, turn)),
        (3, LeaseNumber.Select(lease => (StoreStep)new StoreStep.Release(lease))),
        (8, LeaseNumber.Select(lease => (StoreStep)new StoreStep.Fail(lease))),
        (15, Number.Select(session => (StoreStep)new StoreStep.Elapse(session))),
        (4, from session in Number
            from message in Gen.Choose(0, 8)
            select (StoreStep)new StoreStep.Append(
            session, message)),
        (6, from session in Number
            from status in OperatorStatus
            select (StoreStep)new StoreStep.ChangeStatus(
            session, status)),
        (3, Number.Select(session => (StoreStep)new StoreStep.Unpark(session))),
        (4, from session in Number
            from after in Gen.Choose(0, 40)
            from count in Gen.Choose(
            1, 30)
            select (StoreStep)new StoreStep.Read(session, after, count)),
        (1, Gen.Constant<StoreStep>(new StoreStep.FlushScripts())));

    [Fact]
    public Task The_store_does_what_the_model_says() => CheckAsync(sequences: 150, length: 100);

    [Fact, Trait("Category", "Long")]
    public Task The_store_does_what_the_model_says_over_200_000_steps() => CheckAsync(sequences: 1_000, length: 200);

    private static async Task CheckAsync(int sequences, int length)
    {
        // A Redis of its own: each sequence begins with an empty one. How the disk is written is not what is asked
        // here.
        await using var server = await RedisServer.StartAsync(appendFsync: "no");
        var redis = await server.ConnectAsync();
        var arbitrary = Arb.From(Gen.ListOf(Step, length).Select(steps => new Steps([.. steps])), Shorter);
        var property = Prop.ForAll(
            arbitrary, steps => Task.Run(() => new StoreMachine(redis).RunAsync(steps.List)).GetAwaiter().GetResult());
        await Task.Run(() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(sequences), property));
        await redis.CloseAsync();
    }

    private static IEnumerable<Steps> Shorter(Steps steps)
    {
        for (var cut = steps.List.Count / 2; cut > 0; cut /= 2)
        {
            for (var from = 0; from + cut <= steps.List.Count; from += cut)
                yield return new Steps([.. steps.List.Take(from), .. steps.List.Skip(from + cut)]);
        }
    }

    private sealed record Steps(IReadOnlyList<StoreStep> List)
    {
        public override string ToString() => string.Join('\n', List);
    }
}

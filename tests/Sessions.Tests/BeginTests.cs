using Gateway.Sessions.Redis;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>Conversations that we begin.</summary>
public sealed class BeginTests : OwnRedis
{
    private const string Line = "+33700000001";

    private static readonly Handler Opens = new((turn, _, _) => Task.FromResult(new TurnResult
    {
        Entries = [new NewEntry(
            EntryRole.Agent,
            $"{turn.Begins.Count} begun, {turn.Messages.Count} written") { Class = turn.Begins is [var begin, ..]
            ? begin.Class
            : MessageClass.Reply }],
    }));

    [Fact]
    public async Task It_opens_a_session_whose_first_turn_has_no_message()
    {
        await using var node = await Node.StartAsync(Redis, Opens);

        var begun = await node.Engine.BeginAsync(Request());

        begun.Outcome.ShouldBe(BeginningOutcome.Begun);
        var snapshot = await Any.SettledAsync(node, begun.Session!.Value, 1);
        (snapshot.Session.Channel, snapshot.Session.Address, snapshot.Session.Line, snapshot.Session.Locale)
            .ShouldBe(("sms", "+33600000001", Line, "fr"));
        snapshot.Session.LastInboundAt.ShouldBeNull();
        var entry = snapshot.Entries.ShouldHaveSingleItem();
        (entry.Text, entry.Class, entry.TurnId)
            .ShouldBe(("1 begun, 0 written", MessageClass.Service, $"{begun.Session}-1"));
        (await node.Outbox.ClaimAsync(begun.Session.Value.Shard, TimeSpan.FromMinutes(1), 10))
            .ShouldHaveSingleItem().Delivery.Entry.Text.ShouldBe(entry.Text);
    }

    [Fact]
    public async Task It_takes_the_session_that_is_open_and_the_same_id_twice_is_one()
    {
        await using var node = await Node.StartAsync(Redis, Opens);
        var session = (await node.Engine.AcceptAsync(Written())).Session;
        await Any.SettledAsync(node, session, 2);

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => node.Engine.BeginAsync(Request())));

        results.ShouldAllBe(result => result.Session == session);
        results.Count(result => result.Outcome == BeginningOutcome.Begun).ShouldBe(1);
        (await Any.SettledAsync(node, session, 3)).Entries[2].Text.ShouldBe("1 begun, 0 written");
        (await node.Engine.BeginAsync(Request() with { ExternalId = "another" })).Outcome.ShouldBe(
            BeginningOutcome.Begun);
        (await Any.SettledAsync(node, session, 4)).Entries.Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_is_said_as_it_is_needs_no_turn()
    {
        await using var node = await Node.StartAsync(Redis, Opens);
        var request = Request() with
        {
            Cause = null,
            Entry = new NewEntry(EntryRole.Operator, "Your car is ready.") { Class = MessageClass.Service }
        };

        var begun = await node.Engine.BeginAsync(request);
        var again = await node.Engine.BeginAsync(request);

        (begun.Outcome, begun.Seq, again.Outcome, again.Seq)
            .ShouldBe((BeginningOutcome.Begun, 1, BeginningOutcome.Duplicate, 1));
        again.Session.ShouldBe(begun.Session);
        var snapshot = (await node.Engine.ReadAsync(begun.Session!.Value, 0, 10))!;
        snapshot.Entries.ShouldHaveSingleItem().Text.ShouldBe("Your car is ready.");
        // What they answer is in the same conversation.
        (await node.Engine.AcceptAsync(Written())).Session.ShouldBe(begun.Session.Value);
    }

    [Fact]
    public async Task Who_has_opted_out_is_not_begun_with()
    {
        await using var node = await Node.StartAsync(Redis, Opens);
        await node.OptOuts.SetAsync("shop", ChannelKind.Sms, Line, "+33600000001", optedOut: true);

        var begun = await node.Engine.BeginAsync(Request());

        (begun.Outcome, begun.Session).ShouldBe((BeginningOutcome.OptedOut, null));
        (await node.Engine.FindAsync("shop", ChannelKind.Sms, "+33600000001", Line)).ShouldBeNull();
    }

    [Fact]
    public async Task Where_only_who_wrote_may_be_written_to_a_stranger_is_refused_and_an_old_contact_is_not()
    {
        await using var node = await Node.StartAsync(Redis, Opens);
        var request = Request() with { Channel = ChannelKind.Telegram };
        (await node.Engine.BeginAsync(request)).Outcome.ShouldBe(BeginningOutcome.NeverWrote);
        var session = (await node.Engine.AcceptAsync(
            Written() with { Channel = ChannelKind.Telegram, ReplyTo = "chat-7" })).Session;
        await Any.SettledAsync(node, session, 2);
        await node.Engine.ChangeStatusAsync(session, SessionStatus.Closed);

        var begun = await node.Engine.BeginAsync(request);

        begun.Outcome.ShouldBe(BeginningOutcome.Begun);
        begun.Session.ShouldNotBe(session);
        var opened = (await node.Engine.ReadAsync(begun.Session!.Value, 0, 0))!.Session;
        opened.ReplyTo.ShouldBe("chat-7");
        opened.LastInboundAt.ShouldNotBeNull("the provider's window counts from what they wrote before");
    }

    [Fact]
    public async Task A_person_who_has_the_conversation_is_not_spoken_over()
    {
        await using var node = await Node.StartAsync(Redis, Opens);
        var session = (await node.Engine.AcceptAsync(Written())).Session;
        await node.Engine.ChangeStatusAsync(session, SessionStatus.HandedOver);

        (await node.Engine.BeginAsync(Request())).Outcome.ShouldBe(BeginningOutcome.HandedOver);
        // Their own words go out.
        (await node.Engine.BeginAsync(
            Request() with { Cause = null, Entry = new NewEntry(EntryRole.Operator, "It is me.") })).Outcome
            .ShouldBe(BeginningOutcome.Begun);
    }

    [Fact]
    public async Task What_is_written_as_we_begin_is_answered_in_the_same_turn()
    {
        await using var node = await Node.StartAsync(Redis, Opens);
        var session =
            (await node.Engine.AcceptAsync(Written() with { Debounce = TimeSpan.FromMilliseconds(300) })).Session;

        await node.Engine.BeginAsync(Request());

        (await Any.SettledAsync(node, session, 2)).Entries[1].Text.ShouldBe("1 begun, 1 written");
    }

    [Fact]
    public async Task A_beginning_outlives_its_node()
    {
        SessionId session;
        await using (var victim = await Node.StartAsync(Redis, new Handler(async (_, _, cancelled) =>
        {
            await Task.Delay(Timeout.Infinite, cancelled);
            return new TurnResult();
        }), options => options.GoneMs = 600))
        {
            session = (await victim.Engine.BeginAsync(Request())).Session!.Value;
            victim.Die();
        }

        await using var next = await Node.StartAsync(Redis, Opens, options => options.GoneMs = 600);

        (await Any.SettledAsync(next, session, 1)).Entries.ShouldHaveSingleItem().TurnId.ShouldBe($"{session}-1");
        (await next.Redis.GetDatabase().KeyExistsAsync(SessionKeys.Woken(session))).ShouldBeFalse();
    }

    private static BeginRequest Request() => new()
    {
        Workspace = "shop",
        Channel = ChannelKind.Sms,
        Address = "+33600000001",
        Line = Line,
        Locale = "fr",
        ExternalId = "campaign-1",
        Cause = new Begin("followUp", MessageClass.Service, Payload: null),
    };

    private static InboundMessage Written() =>
        Any.Message("hello") with { Channel = ChannelKind.Sms, Address = "+33600000001", Line = Line };
}

using Gateway.Sessions.Engine;
using Gateway.Sessions.Redis;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>What an earlier version wrote, with addresses in the names of keys.</summary>
public sealed class AddressMoveTests : OwnRedis
{
    private const string Line = "+33700000001";
    private const string Workspace = "shop";
    private const string Channel = ChannelKind.Sms;

    [Fact]
    public async Task A_node_that_starts_on_what_an_earlier_version_left_knows_all_of_it()
    {
        var people = await LeaveAsync(40);

        await using var node = await Node.StartAsync(Redis, Handler.Echo);

        node.Names.AreMoved.ShouldBeTrue();
        await KnowsAsync(node, people);
        await HasNoNamesAsync(people);
        await using var next = await Node.StartAsync(Redis, Handler.Echo);
        await KnowsAsync(next, people);
    }

    [Fact]
    public async Task A_move_that_ends_in_the_middle_loses_nothing_and_is_begun_again()
    {
        var people = await LeaveAsync(1_000);
        var connection = await Redis.ConnectAsync();
        await Task.WhenAll(
            Enumerable.Range(0, 300).Select(one => connection.GetDatabase().StringSetAsync($"trap:{one}", 1)));
        var sprung = 0;
        var trap = new FormerNames("trap:", (_, _) => Interlocked.Increment(ref sprung) < 100
            ? null
            : throw new InvalidOperationException("The node ends."));
        var (names, move) = Mover(connection, trap);

        await Should.ThrowAsync<InvalidOperationException>(() => move.MoveAsync(CancellationToken.None));

        names.AreMoved.ShouldBeFalse();
        var halfway = await AddressNamesTests.NamesAsync(connection);
        halfway.ShouldContain(":consent:");
        halfway.ShouldContain(":opted-out:");
        await using (var node = await Node.StartAsync(Redis, Handler.Echo))
        {
            node.Names.AreMoved.ShouldBeFalse();
            await KnowsAsync(node, people.Take(100));
        }

        var (_, again) = Mover(connection);
        await again.MoveAsync(CancellationToken.None);
        await HasNoNamesAsync(people);
        await using var last = await Node.StartAsync(Redis, Handler.Echo);
        last.Names.AreMoved.ShouldBeTrue();
        await KnowsAsync(last, people.Skip(100).Take(100));
    }

    [Fact]
    public async Task While_a_node_of_an_earlier_version_lives_both_see_what_the_other_writes()
    {
        var people = await LeaveAsync(3);
        var database = (await Redis.ConnectAsync()).GetDatabase();
        await database.SortedSetAddAsync(
            "gateway:nodes", "earlier", DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds());
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        node.Names.AreOld.ShouldBeTrue();
        await KnowsAsync(node, people.Take(1));

        // It finds what this node writes under the names that it knows.
        var (stopped, written) = (Person(77), Person(78));
        await node.OptOuts.SetAsync(Workspace, Channel, Line, stopped, optedOut: true);
        var message = AddressNamesTests.Written(Channel, written, "bonjour");
        var session = (await node.Engine.AcceptAsync(message)).Session;
        (await database.KeyExistsAsync(Former("consent", stopped))).ShouldBeTrue();
        ((string?)await database.StringGetAsync(Former("address", written))).ShouldBe(session.Value);
        (await database.KeyExistsAsync(Former("seen", written) + ":" + message.ExternalId)).ShouldBeTrue();

        // And this node finds what it writes.
        var late = Person(79);
        await database.StringSetAsync(Former("consent", late), ":1:1");
        (await node.OptOuts.HasAsync(Workspace, Channel, Line, late)).ShouldBeTrue();
        await database.KeyDeleteAsync(Former("consent", stopped));
        (await node.OptOuts.HasAsync(Workspace, Channel, Line, stopped)).ShouldBeFalse();

        // Once it is gone the first node that looks says so, and the others write nothing under old names from that
        // moment.
        await database.SortedSetRemoveAsync("gateway:nodes", "earlier");
        await using var next = await Node.StartAsync(Redis, Handler.Echo);
        next.Names.AreOld.ShouldBeFalse();
        await node.OptOuts.SetAsync(Workspace, Channel, Line, stopped, optedOut: true);
        (await next.OptOuts.HasAsync(Workspace, Channel, Line, stopped)).ShouldBeTrue();
        (await database.KeyExistsAsync(Former("consent", stopped))).ShouldBeFalse();
        (await node.Engine.AcceptAsync(message)).Outcome.ShouldBe(AcceptOutcome.Duplicate);
        (await next.Engine.AcceptAsync(message)).Session.ShouldBe(session);
        (await next.Reader.FindAsync(Workspace, Channel, written, Line)).ShouldBe(session);

        var (_, move) = Mover(await Redis.ConnectAsync());
        await move.MoveAsync(CancellationToken.None);
        await HasNoNamesAsync(
            [.. people, new Left(stopped, default), new Left(written, default), new Left(late, default)]);
        await KnowsAsync(next, people.Skip(1));
        (await next.OptOuts.HasAsync(Workspace, Channel, Line, late)).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_says_start_while_names_are_moved_is_heard()
    {
        var people = await LeaveAsync(1);
        var connection = await Redis.ConnectAsync();
        await TestNames.Of(Door(connection)).ReadyAsync();
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        node.Names.AreMoved.ShouldBeFalse();

        (await node.OptOuts.SetAsync(Workspace, Channel, Line, people[0].Address, optedOut: false)).ShouldBeTrue();

        (await node.OptOuts.HasAsync(Workspace, Channel, Line, people[0].Address)).ShouldBeFalse();
        (await connection.GetDatabase().KeyExistsAsync(Former("consent", people[0].Address))).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_used_once_before_is_used()
    {
        var database = (await Redis.ConnectAsync()).GetDatabase();
        await database.StringSetAsync("gateway:once:identity:shop:jti-1", 1, TimeSpan.FromMinutes(9));
        await database.StringSetAsync("gateway:limit:{sessions:203.0.113.7}:Hour", 2, TimeSpan.FromMinutes(40));
        await database.SortedSetAddAsync($"gateway:within:answers:sms:{Line}:{Person(1)}", "m1", 1);

        await using var node = await Node.StartAsync(Redis, Handler.Echo);

        (await node.Limits.UseOnceAsync("identity", "shop:jti-1", TimeSpan.FromMinutes(9))).ShouldBeFalse();
        (await node.Limits.UseOnceAsync("identity", "shop:jti-2", TimeSpan.FromMinutes(9))).ShouldBeTrue();
        (await node.Limits.CountAsync("sessions", "203.0.113.7", new Allowance(null, 2, null))).ShouldNotBeNull();
        var names = await AddressNamesTests.NamesAsync(node.Redis);
        names.ShouldNotContain("203.0.113.7");
        names.ShouldNotContain(Person(1));
        names.ShouldNotContain("jti-1");
    }

    private static RedisDoor Door(IConnectionMultiplexer redis) => new(redis, Options.Create(new SessionOptions()));

    private static (AddressNames Names, AddressMove Move) Mover(IConnectionMultiplexer redis, params FormerNames[] more)
    {
        var door = Door(redis);
        var names = TestNames.Of(door);
        return (names, new AddressMove(
            door, names, [.. SessionKeys.Former.OutsideShards, .. more], NodeId.New(), TimeProvider.System,
            NullLogger<AddressMove>.Instance));
    }

    private static string Person(int number) => $"+336{10_000_000 + number}";

    private static int ShardOf(string address) =>
        SessionKeys.ShardOf(Workspace, Channel, SessionKeys.OnLine(Line, address));

    /// <summary>A name as earlier versions wrote it.</summary>
    private static string Former(string kind, string address) =>
        $"{{p:{ShardOf(address):x2}}}:{kind}:shop:sms:{address}>{Line}";

    /// <summary>People who wrote once, were answered, said stop, and were begun with once before.</summary>
    private async Task<IReadOnlyList<Left>> LeaveAsync(int count)
    {
        var database = (await Redis.ConnectAsync()).GetDatabase();
        List<Left> left = [];
        foreach (var address in Enumerable.Range(0, count).Select(Person))
        {
            var id = SessionId.New(ShardOf(address), DateTimeOffset.UtcNow);
            left.Add(new Left(address, id));
            var tag = $"{{p:{id.Shard:x2}}}";
            await Task.WhenAll(
                database.HashSetAsync($"{tag}:session:{id.Value}",
                [
                    new("workspace", Workspace), new("channel", Channel), new("address", address), new("line", Line),
                    new("locale", "fr"),
                    new("status", "open"), new("seq", 1), new("created", 1), new("updated", 1),
                    new("contact", "contact-" + address),
                    new("replyTo", address), new("inboundAt", 1), new("contactSeq", 1), new("turns", 1),
                ]),
                database.StreamAddAsync($"{tag}:transcript:{id.Value}",
                    [new("at", 1),
                    new("entry", StoredEntry.Of(AddressNamesTests.Written(Channel, address, "un")).ToJson())], "1-0"),
                database.KeyExpireAsync($"{tag}:session:{id.Value}", TimeSpan.FromDays(80)),
                database.StringSetAsync(Former("address", address), id.Value, TimeSpan.FromDays(80)),
                database.StringSetAsync(Former("consent", address), $"{id.Value}:1:1"),
                database.StringSetAsync(
                    Former("seen", address) + ":SM" + address[1..], $"{id.Value}:1", TimeSpan.FromDays(20)),
                database.StringSetAsync(Former("begun", address) + ":order 7", $"{id.Value}:1", TimeSpan.FromDays(20)));
        }

        return left;
    }

    private static async Task KnowsAsync(Node node, IEnumerable<Left> people)
    {
        foreach (var (address, session) in people)
        {
            (await node.OptOuts.HasAsync(Workspace, Channel, Line, address)).ShouldBeTrue();
            (await node.Reader.FindAsync(Workspace, Channel, address, Line)).ShouldBe(session);
            var again = await node.Engine.AcceptAsync(
                AddressNamesTests.Written(Channel, address, "un") with { ExternalId = "SM" + address[1..] });
            (again.Outcome, again.Session, again.Seq).ShouldBe((AcceptOutcome.Duplicate, session, 1));
            var begun = await node.Engine.BeginAsync(new BeginRequest
            {
                Workspace = Workspace,
                Channel = Channel,
                Address = address,
                ExternalId = "order 7",
                Line = Line,
                Locale = "fr",
                Entry = new NewEntry(EntryRole.Operator, "prêt"),
            });
            begun.Outcome.ShouldBe(BeginningOutcome.Duplicate);
            if (node.Names.AreMoved)
            {
                (await node.Reader.FindSessionsAsync(Workspace, Channel, address, Line)).ShouldBe([session]);
                (await node.Reader.FindSessionsOfContactAsync(Workspace, "contact-" + address)).ShouldBe([session]);
            }
        }
    }

    private async Task HasNoNamesAsync(IReadOnlyList<Left> people)
    {
        var names = await AddressNamesTests.NamesAsync(await Redis.ConnectAsync());
        people.ShouldAllBe(person => !names.Contains(person.Address.TrimStart('+'), StringComparison.Ordinal));
        names.ShouldNotContain(":consent:");
        names.ShouldNotContain(":seen:");
    }

    private sealed record Left(string Address, SessionId Session);
}

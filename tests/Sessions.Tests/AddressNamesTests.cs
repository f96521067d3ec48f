using System.Text;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Redis;
using Gateway.Testing;
using Microsoft.Extensions.Options;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>Nobody's address stands in the name of a key.</summary>
public sealed class AddressNamesTests : OwnRedis
{
    private const string Line = "+33700000001";
    private const string Phone = "+33612345678";
    private const string Chat = "700000123";
    private const string User = "jeanne.martin@example.fr";
    private const string Network = "203.0.113.77";

    private static readonly Handler Knows = new((turn, reply, _) =>
    {
        reply.Write("oui");
        return Task.FromResult(Handler.Says("oui") with { Contact = "contact-0042" });
    });

    [Fact]
    public async Task What_people_do_on_all_channels_leaves_their_addresses_in_no_name()
    {
        await using var node = await Node.StartAsync(Redis, Knows);
        foreach (var (channel, address) in new[] { (ChannelKind.Sms, Phone), (ChannelKind.WhatsApp, Phone),
            (ChannelKind.Telegram, Chat) })
        {
            var session = (await node.Engine.AcceptAsync(Written(channel, address, "bonjour"))).Session;
            await Any.SettledAsync(node, session, 2);
            await node.Engine.AcceptAsync(Written(channel, address, "stop") with
            {
                Content = new MessageContent("stop") { Keyword = ConsentKeyword.Stop },
            });
            await Any.SettledAsync(node, session, 4);
            await node.OptOuts.SetAsync("shop", channel, Line, address + "9", optedOut: true);
            (await node.OptOuts.HasAsync("shop", channel, Line, address)).ShouldBeTrue();
            (await node.Pacing.CountAnswersAsync((await node.Engine.ReadAsync(session, null, 0))!.Session, ["m"], 5))
                .ShouldBeTrue();
            await node.Pacing.TakeAsync(
                (await node.Engine.ReadAsync(session, null, 0))!.Session,
                new Pace(1, 9, 0.001, 9));
        }

        var begun = await node.Engine.BeginAsync(new BeginRequest
        {
            Workspace = "shop",
            Channel = ChannelKind.Sms,
            Address = Phone + "1",
            ExternalId = "to " + Phone,
            Line = Line,
            Locale = "fr",
            Entry = new NewEntry(EntryRole.Operator, "votre commande"),
        });
        begun.Outcome.ShouldBe(BeginningOutcome.Begun);
        var visit = await node.Engine.OpenAsync("shop", ChannelKind.Web, "visitor-" + Phone, contact: null, "fr");
        await node.Engine.AcceptAsync(Any.Message("bonjour") with { Session = visit, Address = "visitor-" + Phone });
        await Any.SettledAsync(node, visit, 2);
        await node.Engine.IdentifyAsync(visit, User, 1);
        await node.Engine.PointAsync("shop", ChannelKind.Web, User, visit);
        await node.Limits.CountAsync("sessions", Network, new Allowance(5, 5, 5));
        await node.Limits.UseOnceAsync("identity", "shop:" + User, TimeSpan.FromHours(1));

        var names = await NamesAsync(node.Redis);

        foreach (var told in Tellings(Phone)
            .Concat(Tellings(Chat))
            .Concat(Tellings(User))
            .Concat(Tellings(Network))
            .Append("contact-0042"))
            names.ShouldNotContain(told, Case.Insensitive);
    }

    [Fact]
    public async Task Sessions_are_found_by_address_and_by_contact_as_long_as_they_are_there()
    {
        await using var node = await Node.StartAsync(Redis, Knows);
        var first = (await node.Engine.AcceptAsync(Written(ChannelKind.Sms, Phone, "un"))).Session;
        await Any.SettledAsync(node, first, 2);
        await node.Engine.ChangeStatusAsync(first, SessionStatus.Closed);
        var second = (await node.Engine.AcceptAsync(Written(ChannelKind.Sms, Phone, "deux"))).Session;
        await Any.SettledAsync(node, second, 2);
        var visit = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        await node.Engine.IdentifyAsync(visit, User, 1);
        var own = await node.Engine.OpenAsync("shop", ChannelKind.Web, User, User, "fr");
        await node.Engine.OpenAsync("elsewhere", ChannelKind.Web, User, User, "fr");

        (await node.Reader.FindSessionsAsync("shop", ChannelKind.Sms, Phone, Line))
            .ShouldBe([first, second], ignoreOrder: true);
        (await node.Reader.FindSessionsAsync("shop", ChannelKind.Sms, Phone, "+33700000002")).ShouldBeEmpty();
        (await node.Reader.FindSessionsOfContactAsync("shop", "contact-0042"))
            .ShouldBe([first, second], ignoreOrder: true);
        (await node.Reader.FindSessionsOfContactAsync("shop", User)).ShouldBe([visit, own], ignoreOrder: true);

        await node.Redis.GetDatabase().KeyDeleteAsync(SessionKeys.Session(first));
        (await node.Reader.FindSessionsAsync("shop", ChannelKind.Sms, Phone, Line)).ShouldBe([second]);
        (await node.Reader.FindSessionsOfContactAsync("shop", "contact-0042")).ShouldBe([second]);
    }

    [Fact]
    public async Task The_set_of_someones_sessions_lives_as_long_as_they_do()
    {
        await using var node = await Node.StartAsync(Redis, Knows);
        var session = (await node.Engine.AcceptAsync(Written(ChannelKind.Sms, Phone, "un"))).Session;
        await Any.SettledAsync(node, session, 2);
        var who = (await node.Names.ReadyAsync())
            .Of(SessionKeys.Person("shop", ChannelKind.Sms, SessionKeys.OnLine(Line, Phone)));
        var set = SessionKeys.SessionsOf(session.Shard, who);
        var database = node.Redis.GetDatabase();
        (await database.KeyTimeToLiveAsync(set))!.Value.ShouldBeGreaterThan(TimeSpan.FromDays(89));

        await node.Engine.WakeAsync(session, new Wake("later", DateTimeOffset.UtcNow.AddDays(200), "later"));

        (await database.KeyTimeToLiveAsync(set))!.Value.ShouldBeGreaterThan(TimeSpan.FromDays(280));
    }

    [Fact]
    public async Task Under_another_key_nothing_is_taken_in()
    {
        await using (var node = await Node.StartAsync(Redis, Knows))
            await node.OptOuts.SetAsync("shop", ChannelKind.Sms, Line, Phone, optedOut: true);

        var key = Convert.ToBase64String(new byte[AddressHash.KeyBytes]);
        (await Should.ThrowAsync<ConfigurationException>(
            () => Node.StartAsync(Redis, Knows, options => options.AddressKey = key)))
            .Key.ShouldBe("Sessions:AddressKey");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==")]
    public async Task A_key_that_is_none_is_refused_and_not_repeated(string key) =>
        (await Should.ThrowAsync<ConfigurationException>(
            () => Node.StartAsync(Redis, Knows, options => options.AddressKey = key)))
            .Message.ShouldNotContain(key);

    [Fact]
    public async Task Nodes_that_come_at_once_have_one_key()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
            TestNames.Of(new RedisDoor(await Redis.ConnectAsync(), Options.Create(new SessionOptions())))));

        var hashes = await Task.WhenAll(nodes.Select(async names => (await names.ReadyAsync()).Of("x")));

        hashes.Distinct().ShouldHaveSingleItem().Length.ShouldBe(22);
    }

    [Fact]
    public void A_hash_is_of_the_whole_and_the_same_for_ever()
    {
        var hash = new AddressHash(Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef"));

        // HMAC-SHA-256 as `openssl dgst -sha256 -hmac` has it, its first 16 bytes.
        hash.Of("shop:sms:+33612345678").ShouldBe(Expected);
        hash.Of(new string('é', 5_000)).Length.ShouldBe(22);
        hash.Of(new string('é', 5_000)).ShouldNotBe(hash.Of(new string('é', 5_001)));
    }

    private const string Expected = "hWJrYrNUYbNKSUnQ1K188A";

    internal static InboundMessage Written(string channel, string address, string text) => Any.Message(text) with
    {
        Channel = channel,
        Address = address,
        Line = Line,
        ExternalId = $"{address}:{Any.Id()}",
    };

    /// <summary>
    /// The names of all keys, the members of sets and sorted sets, and the fields of hashes that are not a session's.
    /// </summary>
    internal static async Task<string> NamesAsync(IConnectionMultiplexer redis)
    {
        var (database, names) = (redis.GetDatabase(), new StringBuilder());
        foreach (var server in redis.GetServers())
        {
            await foreach (var key in server.KeysAsync())
            {
                names.Append(key).Append('\n');
                var type = await database.KeyTypeAsync(key);
                RedisValue[] members = type switch
                {
                    RedisType.Set => await database.SetMembersAsync(key),
                    RedisType.SortedSet => await database.SortedSetRangeByRankAsync(key),
                    RedisType.Hash => await database.HashKeysAsync(key),
                    _ => [],
                };
                foreach (var member in members)
                    names.Append("  ").Append(member).Append('\n');
            }
        }

        return names.ToString();
    }

    /// <summary>The ways in which an address may be written.</summary>
    internal static IEnumerable<string> Tellings(string address)
    {
        var digits = address.TrimStart('+');
        yield return digits;
        yield return Uri.EscapeDataString(address);
        yield return new string([.. digits.Reverse()]);
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(address)).TrimEnd('=')[..^2];
        yield return Convert.ToHexString(Encoding.UTF8.GetBytes(address));
        if (digits.StartsWith("33", StringComparison.Ordinal))
            yield return digits[2..];
    }
}

using Gateway.Channels.Tests.Web;
using Gateway.Channels.WhatsApp;
using Gateway.Sessions;
using Gateway.Sessions.Redis;
using Gateway.Testing;
using Microsoft.Extensions.Options;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Channels.Tests.WhatsApp;

public sealed class AddressAliasesTests(RedisFixture redis)
{
    private readonly string _phone = "+336" + Guid.NewGuid().ToString("n")[..8];
    private readonly string _id = "FR." + Guid.NewGuid().ToString("n");

    [Fact]
    public async Task Both_names_of_someone_lead_to_the_one_they_were_first_seen_by()
    {
        using var node = await NodeAsync();

        (await node.ResolveAsync("shop", _phone, _id, null)).ShouldBe(_phone);
        (await node.ResolveAsync("shop", _id, null, null)).ShouldBe(_phone);
        (await node.ResolveAsync("another", _id, null, null)).ShouldBe(_id);
    }

    [Fact]
    public async Task Names_that_were_seen_apart_stay_apart_whatever_is_learnt_later()
    {
        using var node = await NodeAsync();
        await node.ResolveAsync("shop", _id, null, null);
        await node.ResolveAsync("shop", _phone, null, null);

        // A message that was stored under one of them must be found there when it comes again.
        (await node.ResolveAsync("shop", _phone, _id, null)).ShouldBe(_phone);
        (await node.ResolveAsync("shop", _id, _phone, _phone)).ShouldBe(_id);
    }

    [Fact]
    public async Task A_hidden_number_that_is_told_is_preferred_at_first_sight()
    {
        using var node = await NodeAsync();

        (await node.ResolveAsync("shop", _id, _phone, _phone)).ShouldBe(_phone);
        (await node.ResolveAsync("shop", _phone, null, null)).ShouldBe(_phone);
    }

    [Fact]
    public async Task All_nodes_agree_about_a_name_however_they_meet()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => NodeAsync()));
        for (var round = 0; round < 50; round++)
        {
            var (phone, id) = ($"{_phone}{round}", $"{_id}{round}");
            var asked = await Task.WhenAll(nodes.SelectMany(node => new (string Name, Task<string> Address)[]
            {
                (phone, node.ResolveAsync("shop", phone, id, null).AsTask()),
                (id, node.ResolveAsync("shop", id, null, null).AsTask()),
                (phone, node.ResolveAsync("shop", phone, null, null).AsTask()),
            }).Select(async one => (one.Name, Address: await one.Address)));

            asked.GroupBy(one => one.Name).ShouldAllBe(same => same.Select(one => one.Address).Distinct().Count() == 1);
        }

        foreach (var node in nodes)
            node.Dispose();
    }

    [Fact]
    public async Task An_alias_of_an_earlier_version_stands_and_its_name_tells_nobody_any_more()
    {
        const string Former = "gateway:alias:{shop}:whatsapp:+33612345678";
        await using var server = await RedisServer.StartAsync("no");
        var connection = await server.ConnectAsync();
        await connection.GetDatabase().StringSetAsync(Former, "the address of old");
        using var node = new AddressAliases(
            TestNames.Of(new RedisDoor(connection, Options.Create(new SessionOptions()))));

        (await node.ResolveAsync("shop", "whatsapp:+33612345678", "whatsapp:FR.1", "another"))
            .ShouldBe("the address of old");
        (await node.ResolveAsync("shop", "whatsapp:FR.1", otherName: null, preferred: null))
            .ShouldBe("the address of old");

        (await connection.GetDatabase().KeyExistsAsync(Former)).ShouldBeFalse();
    }

    private async Task<AddressAliases> NodeAsync() => new(TestNames.Of(new RedisDoor(
        await ConnectionMultiplexer.ConnectAsync(redis.Server.ConnectionString),
        Options.Create(new SessionOptions()))));
}

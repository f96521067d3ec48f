using System.Text;
using Gateway.Sessions;
using Gateway.Testing;
using StackExchange.Redis;

namespace Gateway.Tests.Messaging;

/// <summary>What Redis's keys are called while people write by all channels.</summary>
public sealed class AddressesInNamesTests
{
    [Fact]
    public async Task No_contact_stands_in_the_name_of_a_key_or_in_a_set()
    {
        await using var cluster = await MessagingCluster.StartAsync();
        await cluster.AddGatewayAsync();
        List<(string Channel, string Contact)> people =
            [.. new[] { ChannelKind.Sms, ChannelKind.WhatsApp, ChannelKind.Telegram }
            .Select(channel => (channel, MessagingCluster.NewContact()))];
        foreach (var (channel, contact) in people)
        {
            await cluster.WriteAsync(channel, contact, "Bonjour");
            await cluster.SettledAsync(channel, contact, answers: 1);
            await cluster.KeptAsync(channel, await cluster.WriteAsync(channel, contact, "STOP"));
        }

        var names = await NamesAsync(cluster.Stores.Redis);

        names.ShouldContain(":running:");
        names.ShouldContain(":opted-out:");
        names.ShouldContain("gateway:alias-of:");
        foreach (var (_, contact) in people)
        {
            var digits = contact.TrimStart('+');
            names.ShouldNotContain(digits[2..]);
            names.ShouldNotContain(new string([.. digits.Reverse()]));
            names.ShouldNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(contact)).TrimEnd('=')[..^2]);
        }

        cluster.Violations.ShouldBeEmpty();
    }

    private static async Task<string> NamesAsync(RedisServer redis)
    {
        var connection = await redis.ConnectAsync();
        var (database, names) = (connection.GetDatabase(), new StringBuilder());
        await foreach (var key in connection.GetServers()[0].KeysAsync())
        {
            names.Append(key).Append('\n');
            RedisValue[] members = await database.KeyTypeAsync(key) switch
            {
                RedisType.Set => await database.SetMembersAsync(key),
                RedisType.SortedSet => await database.SortedSetRangeByRankAsync(key),
                RedisType.Hash => await database.HashKeysAsync(key),
                _ => [],
            };
            names.AppendJoin('\n', members).Append('\n');
        }

        await connection.CloseAsync();
        return names.ToString();
    }
}

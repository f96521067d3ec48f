using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Channels.Telegram;
using Gateway.Channels.Tests.Web;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Telegram;

public sealed class TelegramHostileTests(RedisFixture redis)
{
    private const long MostGrowth = 64 * 1024 * 1024;

    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1e400", "1e-400", "99999999999999999999999999", "9223372036854775807",
        "-9223372036854775808", "2147483648", "\"\"", "\"\\ud800\"", "\"\\udc00x\"",
        "\"a\\u0000b\"", "\"\\u202e\\u202d\"", "\"z\\u0301\\u0302\\u0303\\u0304\"", "\"/start \\u0000\"",
        "\"/start@test_shop_bot ../../x\"", "\"@test_shop_bot\"", "[]", "[null]", "{}", "[[[[]]]]",
        "{\"a\":{\"b\":{}}}",
        "\"c:1:0\"", "\"c:9223372036854775807:2147483647\"", "\"{{p:00}}\"", "\"a:b:c\\r\\nd\"", "-1001234567890",
        "1.5",
    ];

    [Fact]
    public Task A_thousand_hostile_updates_do_no_harm() => ShouldDoNoHarmAsync(seed: 1, count: 1_000);

    [Fact]
    [Trait("Category", "Long")]
    public Task Ten_thousand_hostile_updates_do_no_harm() => ShouldDoNoHarmAsync(seed: 2, count: 10_000);

    private async Task ShouldDoNoHarmAsync(int seed, int count)
    {
        await using var telegram = await FakeTelegram.StartAsync();
        var silent = new Handler((_, _, _) => Task.FromResult(new TurnResult()));
        await using var host = await TelegramHost.StartAsync(
            redis.Server.ConnectionString, telegram, silent, TelegramHost.PublicUrl, workspace: $"hostile{seed}");
        await host.RegisteredAsync();
        telegram.KeepsPace = false;
        var random = new Random(seed);
        for (var i = 0; i < 50; i++)
            await PostAsync(host, Body(random, i));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < count; i++)
        {
            var body = Body(random, i);
            var status = await PostAsync(host, body);
            status.ShouldBeLessThan(
                500, $"seed {seed}, case {i}: {Encoding.UTF8.GetString(body[..Math.Min(body.Length, 500)])}");
        }

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(MostGrowth);

        // And it still answers who has something to say.
        var chat = TelegramHost.NewChat();
        await host.BringAsync("message", TelegramHost.Message(chat, 5, "encore là ?"));
        (await host.EntriesAsync(chat, 1))[0].Text.ShouldBe("encore là ?");
    }

    private static async Task<int> PostAsync(TelegramHost host, byte[] body)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/webhooks/telegram/test_shop_bot")
        { Content = new ByteArrayContent(body) };
        request.Headers.Add(TelegramVerifier.Header, host.Telegram.Updates.Secret);
        using var answer = await host.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static byte[] Body(Random random, int number)
    {
        switch (random.Next(40))
        {
            case 0:
                var noise = new byte[random.Next(2_000)];
                random.NextBytes(noise);
                return noise;
            case 1:
                return Encoding.UTF8.GetBytes(new string('[', random.Next(1, 100_000)));
            case 2:
                return Encoding.UTF8.GetBytes(
                    "{\"update_id\":1,\"message\":" + string.Concat(Enumerable.Repeat("{\"reply_to_message\":", 200))
                    + "1" + new string('}', 201));
            case 3:
                return Encoding.UTF8.GetBytes(
                    "{\"update_id\":1,\"message\":{\"text\":\"" + new string('x', 1_100_000) + "\"}}");
            case 4:
                return Encoding.UTF8.GetBytes(
                    "{\"update_id\":" + number
                    + ",\"message\":{\"message_id\":7,\"date\":1,\"chat\":{\"id\":1,\"type\":\"private\"},\"from\":{\"id\":1,\"first_name\":\"" +
                    new string('é', 50_000) + "\"},\"text\":\"" + new string('a', 900_000) + "\"}}");
            case 5:
                var many = new JsonObject { ["update_id"] = number };
                for (var i = 0; i < 5_000; i++)
                    many[$"field{i}"] = i;
                return Encoding.UTF8.GetBytes(many.ToJsonString());
        }

        var text = Sample(random, number).ToJsonString();
        if (random.Next(8) == 0)
            return Encoding.UTF8.GetBytes(text[..random.Next(text.Length)]);
        var mutations = random.Next(1, 4);
        for (var i = 0; i < mutations; i++)
            text = Mutate(random, text);
        return Encoding.UTF8.GetBytes(text);
    }

    // Puts a hostile value in the place of any value.
    private static string Mutate(Random random, string json)
    {
        var starts = Enumerable.Range(0, json.Length - 1).Where(at => json[at] == ':').ToList();
        if (starts.Count == 0)
            return json;
        var from = starts[random.Next(starts.Count)] + 1;
        var to = json.IndexOfAny([',', '}', ']'], from);
        return to < 0 ? json : json[..from] + Values[random.Next(Values.Length)] + json[to..];
    }

    private static JsonObject Sample(Random random, int number)
    {
        var chat = TelegramHost.NewChat();
        var message = TelegramHost.Message(
            random.Next(3) == 0 ? -chat : chat, number + 1,
            random.Next(2) == 0 ? "/start abc" : "@test_shop_bot bonjour");
        message["entities"] = new JsonArray(
            new JsonObject
            {
                ["type"] = random.Next(2) == 0 ? "mention" : "bot_command",
                ["offset"] = random.Next(-5, 30),
                ["length"] = random.Next(-5, 30)
            });
        message["photo"] = new JsonArray(
            new JsonObject
            {
                ["file_id"] = "f",
                ["file_unique_id"] = "u",
                ["width"] = 2,
                ["height"] = 2,
                ["file_size"] = 10
            });
        message["contact"] =
            new JsonObject { ["phone_number"] = "33600000001", ["first_name"] = "x", ["user_id"] = chat };
        message["location"] = new JsonObject { ["latitude"] = 48.5, ["longitude"] = 2.5 };
        message["reply_to_message"] = TelegramHost.Message(chat, 3);
        return random.Next(4) switch
        {
            0 => new() { ["update_id"] = number, ["edited_message"] = message },
            1 => new()
            {
                ["update_id"] = number,
                ["callback_query"] = new JsonObject
                {
                    ["id"] = number.ToString(CultureInfo.InvariantCulture),
                    ["from"] = message["from"]!.DeepClone(),
                    ["message"] = message,
                    ["chat_instance"] = "1",
                    ["data"] = "c:2:0",
                },
            },
            2 => new()
            {
                ["update_id"] = number,
                ["my_chat_member"] = new JsonObject
                {
                    ["chat"] = message["chat"]!.DeepClone(),
                    ["from"] = message["from"]!.DeepClone(),
                    ["date"] = 1_795_000_000,
                    ["old_chat_member"] =
                        new JsonObject { ["status"] = "member", ["user"] = message["from"]!.DeepClone() },
                    ["new_chat_member"] = new JsonObject
                    {
                        ["status"] = "kicked",
                        ["user"] = message["from"]!.DeepClone(),
                        ["until_date"] = 0
                    },
                },
            },
            _ => new() { ["update_id"] = number, ["message"] = message },
        };
    }
}

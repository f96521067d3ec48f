using System.Net;
using System.Text;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Twilio;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Twilio;

/// <summary>Alone, because it weighs the memory that all tests share.</summary>
[CollectionDefinition(nameof(HostileWebhookTests), DisableParallelization = true)]
public sealed class HostileWebhookCollection;

/// <summary>
/// Webhooks that mean harm, half of them rightly signed. None is answered with a fault of ours, and none that is not
/// signed is taken.
/// </summary>
[Collection(nameof(HostileWebhookTests))]
public sealed class HostileWebhookTests(RedisFixture redis, ITestOutputHelper output)
{
    private static readonly string Megabyte = new('x', 1_000_000);

    private static readonly string[] Names =
    [
        "MessageSid", "AccountSid", "From", "To", "Body", "NumMedia", "MediaUrl0", "MediaContentType0", "ProfileName",
        "WaId", "ExternalUserId", "ParentExternalUserId",
        "ButtonPayload", "ButtonText", "ListId", "ListTitle", "Latitude", "Longitude", "Label", "Address",
        "OriginalRepliedMessageSid", "OptOutType", "ReferralSourceId",
        "ReferralHeadline", "MessageStatus", "ErrorCode", "__proto__", "", "Body[]", "body", "BODY", "To[0]", "\0", "é",
    ];

    private static readonly string[] Values =
    [
        "", " ", "\0", "\0\0\0", "‮txt.exe", "\u2066\u2069\u200f\u200b", "Z̸̧͓͒̾a̴͚̓l̷̢͠g̵͙̈o̶̤͝", "😀😀", "\uFFFF\uFFFE",
        "\uFEFF", "-1", "1000000000", "99999999999999999999999", "NaN", "1e999",
        "-0", "0x10", "whatsapp:", "whatsapp:FR.", "whatsapp:.8A7B", "whatsapp:FR.8A7B.ENT.ENT.x", "whatsapp:fr.ÀÉ",
        "whatsapp:FR.\u0000", "WHATSAPP:+33600000001",
        "whatsapp:whatsapp:+33600000001", "+", "+0", "+33600000001\r\nX: y", "{p:00}:session:x", "*",
        "../../../etc/passwd", "'; DROP TABLE contacts; --",
        "<Response><Message>x</Message></Response>", "http://169.254.169.254/latest/meta-data", "javascript:alert(1)",
        "STOP", "stop\0", "\u2028\u2029", "%00%0d%0a",
        "\u202e\u0000\u0007\u001b[31m", "{{7*7}}", "${jndi:ldap://x}", "null", "[]", "{\"type\":\"whatsapp\"}",
    ];

    [Fact]
    public Task A_thousand_hostile_webhooks_of_each_kind_do_no_harm() => RunAsync(1_000);

    [Fact]
    [Trait("Category", "Long")]
    public Task Ten_thousand_hostile_webhooks_of_each_kind_do_no_harm() => RunAsync(10_000);

    private async Task RunAsync(int count)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        foreach (var to in new[] { TwilioHost.Sms, TwilioHost.WhatsApp })
        {
            var random = new Random(seed);
            Dictionary<HttpStatusCode, int> answers = [];
            // What is pooled and compiled on the way is there after the first half.
            await SendAsync(host, random, to, count / 2, answers);
            var before = Memory();
            await SendAsync(host, random, to, count - (count / 2), answers);
            var grown = (Memory() - before) / 1024 / 1024;

            output.WriteLine(
                $"{to.Split(':')[0]}: {string.Join(", ", answers.OrderBy(answer => answer.Key).Select(answer => $"{answer.Value} times {(int)answer.Key}"))}; {grown} MB more");
            answers.Keys.ShouldAllBe(status => (int)status < 500, $"seed {seed}");
            answers.ShouldContainKey(HttpStatusCode.OK);
            answers.ShouldContainKey(HttpStatusCode.Forbidden);
            grown.ShouldBeLessThan(64);
        }
    }

    private static async Task SendAsync(
        TwilioHost host, Random random, string to, int count, Dictionary<HttpStatusCode, int> answers)
    {
        for (var i = 0; i < count; i++)
        {
            var isSigned = random.Next(2) == 0;
            var (body, url, form) = Generate(random, to);
            var signature = isSigned ? TwilioVerifier.Sign(url, form, TwilioHost.Token) : Forge(random, url, form);
            using var content = new ByteArrayContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", random.Next(12) switch
            {
                0 => "application/json",
                1 => "multipart/form-data; boundary=x",
                2 => "application/x-www-form-urlencoded; charset=utf-16",
                _ => "application/x-www-form-urlencoded",
            });
            using var answer = await host.SendAsync(HttpMethod.Post, url, content, signature);
            if (!isSigned)
                answer.StatusCode.ShouldNotBe(HttpStatusCode.OK);
            (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBeLessThan(64);
            answers[answer.StatusCode] = answers.GetValueOrDefault(answer.StatusCode) + 1;
        }
    }

    private static (byte[] Body, string Url, List<KeyValuePair<string, string>> Form) Generate(Random random, string to)
    {
        var prefix = to == TwilioHost.Sms ? "" : "whatsapp:";
        var form = TwilioHost.Message($"{prefix}{TwilioHost.NewNumber()}", to, Value(random));
        for (var more = random.Next(12); more > 0; more--)
            form.Add(new(Pick(random, Names), Value(random)));
        switch (random.Next(20))
        {
            case 0:
                form.AddRange(
                    Enumerable.Range(0, 5_000).Select(index => new KeyValuePair<string, string>($"F{index}", "")));
                break;
            case 1:
                form.Add(new("Body2", Megabyte));
                break;
            case 2:
                form.Add(new(new string('N', 60_000), ""));
                break;
            case 3:
                form[2] = new("From", Value(random));
                break;
            case 4:
                form[0] = new("MessageSid", Value(random));
                break;
            case 5:
                form[5] = new("NumMedia", Pick(random, ["-1", "1000000000", "2147483648", " 1", "1e3", "٣"]));
                form.Add(new("MediaUrl0", Value(random)));
                break;
            case 6:
                form[3] = new("To", Value(random));
                break;
            default:
                break;
        }

        var body = Encoding.ASCII.GetBytes(
            string.Join(
            '&',
            form.Select(
            field => Uri.EscapeDataString(field.Key) + '='
            + (ReferenceEquals(field.Value, Megabyte) ? Megabyte : Uri.EscapeDataString(field.Value)))));
        if (random.Next(10) == 0)
        {
            for (var broken = random.Next(1, 20); broken > 0; broken--)
                body[random.Next(body.Length)] = (byte)random.Next(256);
            // What is signed is what is read.
            form = [.. (TwilioFields.ReadForm(body) ?? TwilioFields.None).Sorted.ToArray()];
        }

        return (body, TwilioHost.Messages + Pick(random, ["", "/", "?", "?a=b", "?bodySHA256=00", "?To=x&%00=%ff"]),
            form);
    }

    private static string? Forge(Random random, string url, List<KeyValuePair<string, string>> form) => random.Next(
        6) switch
    {
        0 => null,
        1 => "AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        2 => new string('A', random.Next(5_000)),
        3 => TwilioVerifier.Sign(url, form, "another-token"),
        4 => TwilioVerifier.Sign(url, form, ""),
        _ => TwilioVerifier.Sign(url + "x", form, TwilioHost.Token),
    };

    private static long Memory() => GC.GetTotalMemory(forceFullCollection: true);

    private static string Value(Random random) =>
        string.Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Pick(random, Values)));

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Twilio;

public sealed class TwilioEndpointTests(RedisFixture redis)
{
    [Fact]
    public async Task A_message_is_stored_before_twilio_is_answered()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var from = TwilioHost.NewNumber();
        var form = TwilioHost.Message(from, TwilioHost.Sms, "Bonjour, ça va ? 1 & 2 = 3");

        var answer = await host.PostAsync(TwilioHost.Messages, form);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/xml");
        (await answer.Content.ReadAsStringAsync()).ShouldBe("<Response/>");
        var entry = (await host.WrittenAsync(ChannelKind.Sms, from)).ShouldHaveSingleItem();
        entry.Text.ShouldBe("Bonjour, ça va ? 1 & 2 = 3");
        entry.ExternalId.ShouldBe(form[0].Value);
        entry.Content!.Sender!.Identities.ShouldBe([new ContactIdentity(IdentityKind.Phone, from)]);
        var session = await host.SessionAsync(ChannelKind.Sms, from);
        session.Line.ShouldBe(TwilioHost.Sms);
        session.ReplyTo.ShouldBe(from);
    }

    [Theory]
    [InlineData("/webhooks/twilio/messages/")]
    [InlineData("/webhooks/twilio/messages?shop=a%20b&c=%C3%A9")]
    [InlineData("/webhooks/twilio/messages/?x")]
    public async Task The_address_counts_as_it_was_sent(string target)
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var from = TwilioHost.NewNumber();

        (await host.PostAsync(
            TwilioHost.PublicUrl + target, TwilioHost.Message(from, TwilioHost.Sms, "hello"))).StatusCode.ShouldBe(
            HttpStatusCode.OK);

        (await host.WrittenAsync(ChannelKind.Sms, from)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_get_has_its_fields_in_the_query()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var from = TwilioHost.NewNumber();
        var url = TwilioHost.Messages + "?" + string.Join('&', TwilioHost.Message(from, TwilioHost.Sms, "été & fils")
            .Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));

        (await host.SendAsync(
            HttpMethod.Get, url, null, TwilioVerifier.Sign(url, [], TwilioHost.Token))).StatusCode.ShouldBe(
            HttpStatusCode.OK);
        (await host.SendAsync(
            HttpMethod.Get, url + "x", null, TwilioVerifier.Sign(url, [], TwilioHost.Token))).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden);

        (await host.WrittenAsync(ChannelKind.Sms, from)).ShouldHaveSingleItem().Text.ShouldBe("été & fils");
    }

    [Fact]
    public async Task A_json_body_needs_its_hash_in_the_signed_address()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var from = TwilioHost.NewNumber();
        var body = JsonSerializer.SerializeToUtf8Bytes(TwilioHost.Message(from, TwilioHost.Sms, "été").ToDictionary());
        var url = $"{TwilioHost.Messages}?{TwilioVerifier.BodyParameter(body)}";

        (await SendAsync(url, body)).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(url, [.. body, (byte)' '])).ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(TwilioHost.Messages, body)).ShouldBe(HttpStatusCode.Forbidden);

        (await host.WrittenAsync(ChannelKind.Sms, from)).ShouldHaveSingleItem().Text.ShouldBe("été");

        async Task<HttpStatusCode> SendAsync(string to, byte[] json)
        {
            using var content = new ByteArrayContent(json);
            content.Headers.ContentType = new("application/json");
            return (await host.SendAsync(
                HttpMethod.Post, to, content, TwilioVerifier.Sign(to, [], TwilioHost.Token))).StatusCode;
        }
    }

    [Fact]
    public async Task The_next_token_signs_as_well()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);

        (await host.PostAsync(
            TwilioHost.Messages, TwilioHost.Message(TwilioHost.NewNumber(), TwilioHost.Sms, "hello"),
            TwilioHost.NextToken))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(TwilioHost.Sms, TwilioHost.AccountSid, "another-token", "signature")]
    [InlineData(TwilioHost.Sms, TwilioHost.SecondAccountSid, TwilioHost.Token, "account")]
    [InlineData(TwilioHost.SecondSms, TwilioHost.AccountSid, TwilioHost.Token, "account")]
    [InlineData(TwilioHost.SecondSms, TwilioHost.SecondAccountSid, TwilioHost.Token, "signature")]
    [InlineData(TwilioHost.ClosedSms, TwilioHost.AccountSid, TwilioHost.Token, "number")]
    [InlineData("+33799999999", TwilioHost.AccountSid, TwilioHost.Token, "number")]
    [InlineData("whatsapp:" + TwilioHost.SecondSms, TwilioHost.SecondAccountSid, TwilioHost.SecondToken, "number")]
    [InlineData("messenger:" + TwilioHost.Sms, TwilioHost.AccountSid, TwilioHost.Token, "number")]
    public async Task What_does_not_verify_leaves_nothing_but_a_count_and_a_line(
        string to, string account, string token, string reason)
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var from = TwilioHost.NewNumber();
        var form = TwilioHost.Message(from, to, "geheim");
        form[1] = new("AccountSid", account);

        var answer = await host.PostAsync(TwilioHost.Messages, form, token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        host.Count($"gateway.webhooks.refused {reason}").ShouldBe(1);
        host.Logs.Of("WebhookGate").ShouldHaveSingleItem().ShouldContain(reason);
        host.Logs.All.ShouldNotContain("geheim");
        host.Logs.All.ShouldNotContain(from);
        (await host.Engine.FindAsync("one", ChannelKind.Sms, from, TwilioHost.Sms)).ShouldBeNull();
    }

    [Fact]
    public async Task A_webhook_without_a_signature_is_refused()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        using var content = new FormUrlEncodedContent(
            TwilioHost.Message(TwilioHost.NewNumber(), TwilioHost.Sms, "hello"));

        (await host.SendAsync(HttpMethod.Post, TwilioHost.Messages, content, null)).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_it_is_looked_at()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var (large, many) = (TwilioHost.Message(TwilioHost.NewNumber(), TwilioHost.Sms, new string('x', 70_000)),
            TwilioHost.Message(TwilioHost.NewNumber(), TwilioHost.Sms, "x"));
        many.AddRange(Enumerable.Range(0, 600).Select(index => new KeyValuePair<string, string>($"F{index}", "")));

        (await host.PostAsync(TwilioHost.Messages, large)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await host.PostAsync(TwilioHost.Messages, many)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var chunked = new StreamContent(new MemoryStream(new byte[100_000]));
        chunked.Headers.ContentType = new("application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/twilio/messages") { Content = chunked };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add(TwilioVerifier.Header, "5pTp4mhP/+5SGG7+gwZubRfgKeM=");
        (await host.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task When_it_cannot_be_stored_twilio_is_asked_to_come_back()
    {
        await using var server = await RedisServer.StartAsync();
        await using var host = await TwilioHost.StartAsync(
            server.ConnectionString, settings: ("Sessions:RedisTimeoutMs", "300"));
        var sms = TwilioHost.Message(TwilioHost.NewNumber(), TwilioHost.Sms, "hello");
        var whatsApp = TwilioHost.Message($"whatsapp:{TwilioHost.NewNumber()}", TwilioHost.WhatsApp, "hello");
        await server.KillAsync();

        foreach (var form in new[] { sms, whatsApp })
        {
            var answer = await host.PostAsync(TwilioHost.Messages, form);
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Who_sends_much_that_does_not_verify_shuts_out_nobody_who_does()
    {
        var clock = new ManualClock();
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString, clock: clock);
        var form = TwilioHost.Message(TwilioHost.NewNumber(), TwilioHost.Sms, "hello");
        for (var i = 0; i < WebhookGate.MostRefusals; i++)
            (await host.PostAsync(TwilioHost.Messages, form, "wrong")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        // Many more at once, and a genuine one in their midst that comes by the same proxy.
        var forged = Enumerable.Range(0, 60).Select(_ => host.PostAsync(TwilioHost.Messages, form, "wrong")).ToList();
        (await host.PostAsync(TwilioHost.Messages, form)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await Task.WhenAll(forged)).ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Forbidden);
        host.Count("gateway.webhooks.refused signature").ShouldBe(WebhookGate.MostRefusals + 60);
        host.Logs.Of("WebhookGate").Count.ShouldBe(2, "one line a minute for each kind");
        clock.Advance(TimeSpan.FromMinutes(1));
        await host.PostAsync(TwilioHost.Messages, form, "wrong");
        host.Logs.Of("WebhookGate")[^1].ShouldContain("signature; 360 ");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nothing like a signature")]
    [InlineData("5pTp4mhP/+5SGG7+gwZubRfgKeM")]
    public async Task What_cannot_be_a_signature_costs_no_look_at_the_body(string? signature)
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        // It would not get past the look at its size.
        using var content = new ByteArrayContent(new byte[TwilioRequest.MaxBytes + 1]);

        (await host.SendAsync(HttpMethod.Post, TwilioHost.Messages, content, signature)).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_contact_without_a_visible_number_stays_in_the_session_they_began_with_one()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var (phone, id) = (TwilioHost.NewNumber(), $"FR.{Guid.NewGuid():n}");

        await WriteAsync(
            host, $"whatsapp:{phone}", ("ExternalUserId", $"whatsapp:{id}"), ("WaId", phone[1..]),
            ("ProfileName", "Zoé\u0000\n"));
        await WriteAsync(host, $"whatsapp:{id}", ("ExternalUserId", $"whatsapp:{id}"));

        var written = await host.WrittenAsync(ChannelKind.WhatsApp, phone);
        written.Count.ShouldBe(2);
        written[0].Content!.Sender!.Name.ShouldBe("Zoé");
        written[0].Content!.Sender!.Identities.ShouldBe(
            [new ContactIdentity(IdentityKind.Phone, phone), new ContactIdentity(IdentityKind.WhatsAppUser, id)]);
        written[1].Content!.Sender!.Identities.ShouldBe([new ContactIdentity(IdentityKind.WhatsAppUser, id)]);
        (await host.SessionAsync(ChannelKind.WhatsApp, phone)).ReplyTo.ShouldBe(id);
    }

    [Fact]
    public async Task A_contact_who_shows_their_number_later_stays_where_they_are_on_every_node()
    {
        await using var one = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        await using var two = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var (phone, id) = (TwilioHost.NewNumber(), $"FR.{Guid.NewGuid():n}");

        await WriteAsync(one, $"whatsapp:{id}");
        await WriteAsync(two, $"whatsapp:{phone}", ("ExternalUserId", id));
        // As the list of messages has it: the number alone.
        await WriteAsync(one, $"whatsapp:{phone}");

        (await one.WrittenAsync(ChannelKind.WhatsApp, id)).Count.ShouldBe(3);
        (await one.SessionAsync(ChannelKind.WhatsApp, id)).ReplyTo.ShouldBe(phone);
    }

    [Fact]
    public async Task Files_are_kept_under_addresses_of_ours()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var from = TwilioHost.NewNumber();
        const string url =
            "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000b02/Messages/MM00000000000000000000000000000a01/Media/ME0000000000000000000000000000000";
        var form = TwilioHost.Message(
            from, TwilioHost.Sms, "", ("MediaUrl0", url + "1"), ("MediaContentType0", "image/jpeg"),
            ("MediaUrl1", url + "2"), ("MediaContentType1", "text/vcard"));
        form[5] = new("NumMedia", "2");

        (await host.PostAsync(TwilioHost.Messages, form)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var entry = (await host.WrittenAsync(ChannelKind.Sms, from)).ShouldHaveSingleItem();
        entry.Content!.Attachments!.Select(file => file.ContentType).ShouldBe(["image/jpeg", "text/vcard"]);
        entry.Content.Attachments!.ShouldAllBe(file => file.Url.StartsWith("/media/", StringComparison.Ordinal));
        JsonSerializer.Serialize(entry, SessionJson.Options).ShouldNotContain("twilio.com");
    }

    [Fact]
    public Task A_webhook_that_comes_again_and_again_on_two_nodes_is_stored_once_and_in_the_order_of_its_first_arrival() => RepeatAsync(10, 12);

    [Fact]
    [Trait("Category", "Long")]
    public Task Twenty_thousand_webhooks_that_come_again_and_again_are_stored_once_and_in_order() =>
        RepeatAsync(50, 130);

    [Fact]
    public async Task A_webhook_that_arrives_on_two_nodes_at_once_is_stored_once()
    {
        await using var one = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        await using var two = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var from = TwilioHost.NewNumber();
        foreach (var sender in new[] { from, $"whatsapp:{from}" })
        {
            var form = TwilioHost.Message(
                sender, sender == from ? TwilioHost.Sms : TwilioHost.WhatsApp, "hello",
                ("ExternalUserId", $"whatsapp:FR.{from[1..]}"));
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 10)
                .Select(index => (index % 2 == 0 ? one : two).PostAsync(TwilioHost.Messages, form)));

            answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
            (await one.WrittenAsync(sender == from ? ChannelKind.Sms : ChannelKind.WhatsApp, from)).Count.ShouldBe(1);
        }
    }

    private async Task RepeatAsync(int contacts, int messages)
    {
        await using var one = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        await using var two = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        TwilioHost[] nodes = [one, two];
        var seed = Random.Shared.Next();
        await Task.WhenAll(Enumerable.Range(0, contacts).Select(async contact =>
        {
            var random = new Random(seed + contact);
            var from = TwilioHost.NewNumber();
            var to = contact % 2 == 0 ? TwilioHost.Sms : TwilioHost.WhatsApp;
            var sender = contact % 2 == 0 ? from : $"whatsapp:{from}";
            var first = Enumerable.Range(0, messages)
                .Select(number => TwilioHost.Message(sender, to, number.ToString(CultureInfo.InvariantCulture)))
                .ToArray();
            var late = new List<Task>();
            for (var i = 0; i < first.Length; i++)
            {
                // A message's first arrival has been answered before the next one comes; its repetitions come whenever
                // they like.
                (await nodes[random.Next(2)].PostAsync(TwilioHost.Messages, first[i])).StatusCode.ShouldBe(
                    HttpStatusCode.OK);
                for (var again = random.Next(5); again > 0; again--)
                    late.Add(nodes[random.Next(2)].PostAsync(TwilioHost.Messages, first[random.Next(i + 1)]));
            }

            await Task.WhenAll(late);
            var written = await one.WrittenAsync(contact % 2 == 0 ? ChannelKind.Sms : ChannelKind.WhatsApp, from);
            written.Select(entry => entry.ExternalId).ShouldBe(first.Select(form => form[0].Value), $"seed {seed}");
        }));
    }

    private static async Task WriteAsync(TwilioHost host, string from, params (string, string)[] more) =>
        (await host.PostAsync(
            TwilioHost.Messages, TwilioHost.Message(from, TwilioHost.WhatsApp, "hello", more))).StatusCode.ShouldBe(
            HttpStatusCode.OK);
}

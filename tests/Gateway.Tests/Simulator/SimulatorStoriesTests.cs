using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gateway.Tests.Simulator;

/// <summary>The shop by SMS, WhatsApp and Telegram, in an installation without any account.</summary>
public sealed class SimulatorStoriesTests(Newcomer gateway)
{
    private static readonly byte[] OnePixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    [Fact]
    public async Task An_sms_is_answered_with_its_segments_counted_and_its_delivery_reported()
    {
        var phone = new SimulatedPhone(gateway.Http, "sms");

        var answer = await phone.AskAsync("Bonjour, combien coûte la livraison ?");

        SimulatedPhone.TextOf(answer).ShouldContain("4,90");
        answer.GetProperty("segments").GetInt32().ShouldBeGreaterThan(0);
        var id = answer.GetProperty("id").GetString();
        await phone.WaitForAsync(
            bubble => bubble.GetProperty("id").GetString() == id && StateOf(bubble) == "delivered");
        await ShouldBeReceivedAsync(phone, "sms", "delivered");
    }

    [Fact]
    public async Task A_whatsapp_message_is_answered_and_the_gateway_learns_that_it_was_read()
    {
        var phone = new SimulatedPhone(gateway.Http, "whatsapp");

        var answer = await phone.AskAsync("Avez-vous une bouilloire ?");

        SimulatedPhone.TextOf(answer).ShouldContain("ouilloire");
        await phone.WaitForAsync(bubble => StateOf(bubble) == "read" && !bubble.GetProperty("isMine").GetBoolean());
        await ShouldBeReceivedAsync(phone, "whatsapp", "read");
    }

    [Fact]
    public async Task A_telegram_bot_answers_and_its_buttons_can_be_pressed()
    {
        var phone = new SimulatedPhone(gateway.Http, "telegram");
        await phone.AskAsync("/start");
        await phone.SendAsync(new { text = "Avez-vous une bouilloire ?" });
        var offer = await phone.WaitForAsync(bubble => ButtonsOf(bubble).Any());
        var button = ButtonsOf(offer).First(one => one.GetProperty("data").ValueKind == JsonValueKind.String);
        var known = (await phone.ReadAsync()).GetProperty("bubbles").GetArrayLength();

        await phone.SendAsync(new
        {
            text = button.GetProperty("title").GetString(),
            bubbleId = offer.GetProperty("id").GetString(),
            data = button.GetProperty("data").GetString(),
        });

        await phone.WaitForAsync(
            bubble => !bubble.GetProperty("isMine").GetBoolean() && PlaceOf(bubble) > PlaceOf(offer));
        (await phone.ReadAsync()).GetProperty("bubbles").GetArrayLength().ShouldBeGreaterThan(known);
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("whatsapp")]
    [InlineData("telegram")]
    public async Task A_picture_is_fetched_from_the_stand_in_and_shown_to_an_operator(string channel)
    {
        var phone = new SimulatedPhone(gateway.Http, channel);

        await phone.SendAsync(
            new { text = "C’est celle-ci ?", photoId = await phone.PutUpAsync(OnePixel, "image/png") });
        await phone.WaitForAsync(bubble => !bubble.GetProperty("isMine").GetBoolean());

        var transcript = await gateway.Operator.GetFromJsonAsync<JsonElement>(
            $"/api/sessions/{await SessionOfAsync(phone, channel)}/transcript");
        var said = transcript.GetProperty("items").EnumerateArray().First();
        said.GetProperty("text").GetString().ShouldBe("C’est celle-ci ?");
        var address = said.GetProperty("content")
            .GetProperty("attachments")
            .EnumerateArray()
            .Single()
            .GetProperty("url")
            .GetString()!;
        address.ShouldNotContain("simulator");
        using var picture = await gateway.Http.GetAsync(address);
        picture.StatusCode.ShouldBe(HttpStatusCode.OK);
        picture.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        (await picture.Content.ReadAsByteArrayAsync()).AsSpan(0, 8).ToArray().ShouldBe(OnePixel[..8]);
    }

    [Theory]
    [InlineData("text/html", 1, 415)]
    [InlineData("image/svg+xml", 1, 415)]
    [InlineData("image/png", 0, 413)]
    [InlineData("image/png", 9_000_000, 413)]
    public async Task What_no_phone_would_send_is_refused(string contentType, int bytes, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/simulator/files")
        {
            Content = new ByteArrayContent(new byte[bytes]) { Headers = { ContentType = new(contentType) } },
            Headers = { ExpectContinue = true },
        };

        (await gateway.Http.SendAsync(request)).StatusCode.ShouldBe((HttpStatusCode)status);
    }

    [Fact]
    public async Task After_stop_nothing_more_is_sent_by_sms_until_start()
    {
        var phone = new SimulatedPhone(gateway.Http, "sms");
        await phone.AskAsync("Bonjour");

        await phone.SendAsync(new { text = "STOP" });
        var session = await SessionOfAsync(phone, "sms");
        (await gateway.Operator.PostAsJsonAsync(
            $"/api/sessions/{session}/messages", new { text = "Une offre pour vous" })).EnsureSuccessStatusCode();
        await ShouldBeReceivedAsync(session, "failed");
        await phone.SendAsync(new { text = "START" });
        await phone.AskAsync("Avez-vous une bouilloire ?");

        (await phone.ReadAsync())
            .GetProperty("bubbles")
            .EnumerateArray()
            .Select(SimulatedPhone.TextOf)
            .ShouldNotContain(text => text.Contains("Une offre", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/simulator/chat?workspace=nobody&kind=sms&from=%2B33639980001", 404)]
    [InlineData("/simulator/chat?workspace=demo-shop&kind=fax&from=%2B33639980001", 404)]
    [InlineData("/simulator/chat?workspace=demo-shop&kind=sms&from=somebody", 404)]
    [InlineData("/simulator/twilio/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json", 401)]
    [InlineData("/simulator/telegram/bot1000000000:wrong/getMe", 401)]
    public async Task What_is_not_there_or_not_known_is_refused(string path, int status)
    {
        (await gateway.Http.GetAsync(path)).StatusCode.ShouldBe((HttpStatusCode)status);
    }

    [Theory]
    [InlineData("Host", "shop.example.test")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task Nobody_but_this_machine_finds_the_simulator(string header, string value)
    {
        foreach (var path in new[] { "/simulator", "/simulator/chat?workspace=demo-shop&kind=sms&from=%2B33639980001" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);

            (await gateway.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Theory]
    [InlineData("GET", "/simulator?lang=fr")]
    [InlineData("GET", "/simulator/chat?workspace=demo-shop&kind=sms&from=%2B33639980001")]
    [InlineData("POST", "/simulator/chat?workspace=demo-shop&kind=sms&from=%2B33639980001")]
    [InlineData("GET", "/SIMULATOR/telegram/bot1:a/getMe")]
    public async Task At_the_address_that_a_proxy_could_carry_strangers_to_there_is_only_the_way(
        string method, string path)
    {
        using var http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false })
        { BaseAddress = gateway.Http.BaseAddress };
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            path)
        { Content = method == "POST" ? JsonContent.Create(new { text = "Bonjour" }) : null };

        using var answer = await http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        answer.Headers.Location!.IsLoopback.ShouldBeTrue();
        answer.Headers.Location.Port.ShouldNotBe(gateway.Http.BaseAddress!.Port);
        answer.Headers.Location.PathAndQuery.ShouldBe(path);
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    private static string? StateOf(JsonElement bubble) => bubble.GetProperty("state").GetString();

    private static int PlaceOf(JsonElement bubble) => int.Parse(bubble.GetProperty("id").GetString()!);

    private static IEnumerable<JsonElement> ButtonsOf(JsonElement bubble) =>
        bubble.GetProperty("buttons").EnumerateArray().SelectMany(row => row.EnumerateArray());

    private async Task ShouldBeReceivedAsync(SimulatedPhone phone, string channel, string state)
    {
        await ShouldBeReceivedAsync(await SessionOfAsync(phone, channel), state);
    }

    private async Task ShouldBeReceivedAsync(string session, string state)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var entries = await gateway.Operator.GetFromJsonAsync<JsonElement>(
                $"/api/sessions/{session}/transcript", deadline.Token);
            var receipts = entries.GetProperty("items").EnumerateArray()
                .Where(entry => entry.TryGetProperty("receipt", out _))
                .Select(entry => entry.GetProperty("receipt").GetString())
                .ToList();
            if (receipts.Contains(state))
                return;
            await Task.Delay(50, deadline.Token);
        }
    }

    private async Task<string> SessionOfAsync(SimulatedPhone phone, string channel)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var sessions = await gateway.Operator.GetFromJsonAsync<JsonElement>(
                "/api/sessions?workspace=demo-shop&limit=200", deadline.Token);
            foreach (var session in sessions.GetProperty("items")
                .EnumerateArray()
                .Where(one => one.GetProperty("channel").GetString() == channel))
            {
                var id = session.GetProperty("id").GetString()!;
                var transcript = await gateway.Operator.GetFromJsonAsync<JsonElement>(
                    $"/api/sessions/{id}/transcript", deadline.Token);
                if (transcript.GetRawText().Contains(phone.Number[1..], StringComparison.Ordinal))
                    return id;
            }

            await Task.Delay(50, deadline.Token);
        }
    }
}

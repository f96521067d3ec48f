using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Twilio;

/// <summary>The stand-in for Twilio is held to Twilio's own description, and sees what does not keep to it.</summary>
public sealed class FakeTwilioTests : IAsyncLifetime
{
    private const string Ours = "+33900000002";
    private const string Theirs = "+33600000001";

    private FakeTwilio _twilio = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _twilio = await FakeTwilio.StartAsync();
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _twilio.Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_twilio.AccountSid}:{_twilio.AuthToken}")));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _twilio.DisposeAsync();
    }

    [Theory]
    [InlineData("To=%2B33600000001&From=%2B33900000002&Body=a", null)]
    [InlineData("To=%2B33600000001&From=%2B33900000002&Body=a&Bodi=b", "unknown field Bodi")]
    [InlineData("From=%2B33900000002&Body=a", "To is missing")]
    [InlineData("To=%2B33600000001&Body=a", "one of from, messaging_service_sid")]
    [InlineData("To=%2B33600000001&From=%2B33900000002", "one of body, media_url, content_sid")]
    [InlineData(
        "To=%2B33600000001&From=%2B33900000002&Body=a&ValidityPeriod=soon", "ValidityPeriod is no fitting integer")]
    [InlineData("To=%2B33600000001&From=%2B33900000002&Body=a&Body=b", "Body is there 2 times")]
    [InlineData("To=%2B33600000001&From=%2B33900000002&MediaUrl=a&MediaUrl=b", null)]
    [InlineData("To=%2B33600000001&From=%2B33900000002&ContentSid=HX1", "ContentSid is not of the form")]
    [InlineData(
        "To=%2B33600000001&From=%2B33900000002&ContentSid=HX00000000000000000000000000000001&Body=a", "without Body")]
    [InlineData("To=%2B33600000001&From=%2B33900000002&Body=a&SmartEncoded=perhaps", "SmartEncoded is no boolean")]
    [InlineData("To=%2B33600000001&From=%2B33900000002&Body=a&ScheduleType=later", "ScheduleType may not be later")]
    public async Task A_request_is_checked_field_by_field(string form, string? violation)
    {
        await _http.PostAsync(
            $"/2010-04-01/Accounts/{_twilio.AccountSid}/Messages.json",
            new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"));

        if (violation is null)
            _twilio.Violations.ShouldBeEmpty();
        else
            _twilio.Violations.ShouldContain(wrong => wrong.Contains(violation));
    }

    [Fact]
    public async Task Unknown_paths_methods_and_queries_are_seen()
    {
        await _http.GetAsync($"/2010-04-01/Accounts/{_twilio.AccountSid}/Mesages.json");
        await _http.DeleteAsync($"/2010-04-01/Accounts/{_twilio.AccountSid}/Messages.json");
        await _http.GetAsync(
            $"/2010-04-01/Accounts/{_twilio.AccountSid}/Messages.json?DateSent>=yesterday&PageSize=2000&Too=x");

        _twilio.Violations.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Its_answers_have_the_shape_Twilio_describes()
    {
        var message = _twilio.Webhooks.Receive(
            new FakeTwilioInbound(Theirs, Ours, "Bonjour") { Media = [("image/png", [1])] });
        var number = _twilio.AddNumber(Ours);
        async Task<JsonElement> GetAsync(string path) =>
            JsonDocument.Parse(
                await _http.GetStringAsync($"/2010-04-01/Accounts/{_twilio.AccountSid}/{path}")).RootElement;

        var spec = FakeTwilioSpec.Instance;
        spec.CheckAnswer("api.v2010.account.message", (await GetAsync("Messages.json")).GetProperty("messages")[0])
            .ShouldBeEmpty();
        spec.CheckAnswer("api.v2010.account.message", await GetAsync($"Messages/{message.Sid}.json")).ShouldBeEmpty();
        spec.CheckAnswer(
            "api.v2010.account.message.media",
            (await GetAsync($"Messages/{message.Sid}/Media.json")).GetProperty("media_list")[0]).ShouldBeEmpty();
        spec.CheckAnswer(
            "api.v2010.account.incoming_phone_number",
            (await GetAsync("IncomingPhoneNumbers.json")).GetProperty("incoming_phone_numbers")[0])
            .ShouldBeEmpty();
        number.ShouldStartWith("PN");
        _twilio.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_is_behind_credentials_and_a_redirect_that_must_not_see_them()
    {
        var file = _twilio.Webhooks.Receive(
            new FakeTwilioInbound(Theirs, Ours, "") { Media = [("image/png", [1, 2, 3])] });
        var address = new Uri(file.Fields.Single(field => field.Key == "MediaUrl0").Value);
        using var stranger = new HttpClient();

        (await stranger.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var redirect = await _http.GetAsync(address);
        redirect.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        (await stranger.GetByteArrayAsync(redirect.Headers.Location)).ShouldBe([1, 2, 3]);
        _twilio.Violations.ShouldBeEmpty();
        await _http.GetAsync(redirect.Headers.Location);
        _twilio.Violations.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_writes_stop_by_SMS_is_written_to_no_more_until_they_write_start()
    {
        _twilio.Webhooks.Receive(new FakeTwilioInbound(Theirs, Ours, " stop "));
        (await SendAsync(Ours, Theirs)).ShouldBe(21610);
        _twilio.Webhooks.Receive(new FakeTwilioInbound(Theirs, Ours, "START"));
        (await SendAsync(Ours, Theirs)).ShouldBeNull();
    }

    [Fact]
    public async Task WhatsApp_takes_free_text_for_a_day()
    {
        var clock = new ManualClock();
        await using var twilio = await FakeTwilio.StartAsync(clock);
        _http.Dispose();
        _http = new HttpClient { BaseAddress = twilio.Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{twilio.AccountSid}:{twilio.AuthToken}")));
        (await SendAsync($"whatsapp:{Ours}", $"whatsapp:{Theirs}")).ShouldBe(63016);
        twilio.Webhooks.Receive(new FakeTwilioInbound($"whatsapp:{Theirs}", $"whatsapp:{Ours}", "Bonjour"));
        clock.Advance(TimeSpan.FromHours(23));
        (await SendAsync($"whatsapp:{Ours}", $"whatsapp:{Theirs}")).ShouldBeNull();
        clock.Advance(TimeSpan.FromHours(2));
        (await SendAsync($"whatsapp:{Ours}", $"whatsapp:{Theirs}")).ShouldBe(63016);
    }

    [Theory]
    [InlineData("https://gw.example.test/hooks/twilio/acme", "rDCnLH/HnU3XVKA8UdkOyQ+DaW8=")]
    [InlineData("https://gw.example.test/hooks/twilio/acme#rc=3&rp=5xx", "rDCnLH/HnU3XVKA8UdkOyQ+DaW8=")]
    [InlineData("https://gw.example.test:443/hooks/twilio/acme", "6vBVsJbkLlJTrcbu0CtkPOPFwQc=")]
    [InlineData("https://gw.example.test/hooks/twilio/acme?ws=7&n=a%20b", "JAqu5YTB3glaK6PUJU7er41KeUs=")]
    [InlineData("https://gw.example.test:8443/hooks/twilio/acme", "kJWUbB5NS3SykxZlxVGJZxcB8yo=")]
    public void It_signs_as_Twilio_does(string url, string signature) =>
        FakeTwilioSigner.Sign("0123456789abcdef0123456789abcdef", url,
    [
        new("MessageSid", "SM00000000000000000000000000000a01"),
        new("SmsMessageSid", "SM00000000000000000000000000000a01"),
        new("AccountSid", "AC00000000000000000000000000000b02"), new("From", "whatsapp:+33600000001"),
        new("To", "whatsapp:+33900000002"),
        new("Body", "Bonjour, ça va ? 1 & 2 = 3 "), new("NumMedia", "0"), new("ProfileName", "Zoé"),
        new("WaId", "33600000001"), new("MediaUrl0", ""),
    ]).ShouldBe(signature);

    [Fact]
    public async Task Webhooks_are_signed_repeated_shuffled_and_tried_again_as_their_address_says()
    {
        var calls = new ConcurrentQueue<(string Path, string Body, bool IsSigned)>();
        var failures = 2;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var gateway = builder.Build();
        gateway.Run(async context =>
        {
            var form = await context.Request.ReadFormAsync();
            var fields = form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value!)));
            var signature = FakeTwilioSigner.Sign(
                _twilio.AuthToken, $"https://gw.example.test{context.Request.Path}", fields);
            calls.Enqueue(
                (context.Request.Path, form["Body"].ToString() + form["MessageStatus"],
                context.Request.Headers["X-Twilio-Signature"] == signature));
            context.Response.StatusCode = Interlocked.Decrement(ref failures) >= 0 ? 503 : 200;
        });
        await gateway.StartAsync();
        _twilio.Webhooks.Route(new Uri("https://gw.example.test"), new Uri(gateway.Urls.Single()));

        (await _twilio.Webhooks.SendAsync(
            new FakeTwilioInbound(Theirs, Ours, "Bonjour"), "https://gw.example.test/in#rc=3&rp=ct,rt,5xx"))
            .ShouldBe([HttpStatusCode.OK]);
        calls.Count.ShouldBe(3, "twice 503 and then 200");
        calls.Clear();

        var messages = Enumerable.Range(0, 20)
            .Select(i => _twilio.Webhooks.Receive(new FakeTwilioInbound(Theirs, Ours, $"{i}")))
            .ToList();
        await _twilio.Webhooks.SendShuffledAsync(messages, "https://gw.example.test/in", mostTimes: 5, atOnce: 1);
        calls.Select(call => call.Body).Distinct().Count().ShouldBe(20);
        calls.Count.ShouldBeGreaterThan(20);
        calls.Select(call => call.Body).Distinct().ShouldNotBe(messages.Select(message => message.Body));
        calls.Clear();

        _twilio.Webhooks.Follow = ["sent", "delivered", "read"];
        _twilio.Webhooks.IsShuffled = true;
        _twilio.Webhooks.MostTimes = 3;
        _twilio.Webhooks.ComesBeforeAnswer = true;
        await SendAsync(Ours, Theirs, "https://gw.example.test/status/id.2.0#rc=3");
        calls.Select(call => call.Body).Distinct().Order().ShouldBe(["delivered", "read", "sent"]);
        calls.ShouldAllBe(call => call.IsSigned && call.Path == "/status/id.2.0");
        _twilio.Webhooks.ComesBeforeAnswer = false;
        await SendAsync(Ours, Theirs, "https://gw.example.test/status/id.2.0#rc=3");
        await _twilio.Webhooks.DrainAsync();
        _twilio.Messages.Doubles.ShouldBe(1);
    }

    [Fact]
    public void Chance_gives_the_same_faults_again()
    {
        List<FakeTwilioFault> Draw()
        {
            var faults = new FakeTwilioFaults();
            faults.Randomly(7, 0.5);
            return [.. Enumerable.Range(0, 50).Select(_ => faults.Draw().Fault)];
        }

        Draw().ShouldBe(Draw());
        Draw().Distinct().Count().ShouldBeGreaterThan(4);
    }

    private async Task<int?> SendAsync(string from, string to, string? callback = null)
    {
        var answer = await _http.PostAsync(
            $"/2010-04-01/Accounts/{_twilio.AccountSid}/Messages.json", new FormUrlEncodedContent(
            new Dictionary<string, string> { ["To"] = to, ["From"] = from, ["Body"] = "Bonjour" }
                .Concat(callback is null ? [] : [KeyValuePair.Create("StatusCallback", callback)])));
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return body.TryGetProperty("code", out var code) ? code.GetInt32() : null;
    }
}

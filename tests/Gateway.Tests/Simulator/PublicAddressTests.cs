using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Testing;

namespace Gateway.Tests.Simulator;

/// <summary>
/// A gateway behind a public address and without any account: webhooks are signed for that address, and still come from
/// here.
/// </summary>
public sealed class PublicAddressTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("gateway-data-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Webhooks_and_status_callbacks_are_taken_under_the_public_address()
    {
        await using var gateway = await GatewayProcess.StartAsync(
            ("Gateway:DataPath", _data), ("Gateway:PublicUrl", "https://gw.example.test/chat"),
            ("Simulator:Enabled", "true"), ("Simulator:PaceMs", "0"), ("Twilio:DebounceMs", "0"));
        using var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await gateway.ApiKeyAsync());

        var whatsapp = new SimulatedPhone(http, "whatsapp");
        SimulatedPhone.TextOf(await whatsapp.AskAsync("Bonjour, combien coûte la livraison ?")).ShouldContain("4,90");
        await whatsapp.WaitForAsync(
            bubble => bubble.GetProperty("state").GetString() == "read" && !bubble.GetProperty("isMine").GetBoolean());
        var telegram = new SimulatedPhone(http, "telegram");
        await UntilTelegramComesByWebhookAsync(http);
        SimulatedPhone.TextOf(await telegram.AskAsync("Bonjour, combien coûte la livraison ?")).ShouldContain("4,90");

        gateway.Output.ShouldNotContain("was not taken");
    }

    [Theory]
    [InlineData("Gateway:PublicUrl", "https://gw.example.test")]
    [InlineData("Gateway:KnownProxies:0", "10.0.0.0/8")]
    public async Task Where_strangers_come_by_nothing_is_simulated_unless_asked_for(string key, string value)
    {
        await using var gateway = await GatewayProcess.StartAsync(("Gateway:DataPath", _data), (key, value));
        using var http = new HttpClient { BaseAddress = gateway.Address };

        (await http.GetAsync("/simulator")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task UntilTelegramComesByWebhookAsync(HttpClient http)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var channels = await http.GetFromJsonAsync<JsonElement>("/api/channels", deadline.Token);
            var bot = channels.GetProperty("items")
                .EnumerateArray()
                .Single(channel => channel.GetProperty("kind").GetString() == "telegram");
            if (bot.GetProperty("detail").GetString() == "webhook")
                return;
            await Task.Delay(50, deadline.Token);
        }
    }
}

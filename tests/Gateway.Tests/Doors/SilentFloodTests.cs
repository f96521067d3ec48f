using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Gateway.Testing;

namespace Gateway.Tests.Doors;

/// <summary>Thousands of connections that say nothing, against a real gateway that may have few files open.</summary>
public sealed class SilentFloodTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Files = 640;
    private const int Flood = 1_500;

    private RedisServer _redis = null!;
    private PostgresServer _postgres = null!;
    private GatewayProcess _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _postgres = await PostgresServer.StartAsync();
        _gateway = await GatewayProcess.StartAsync(
            Files, ("ConnectionStrings:Redis", _redis.ConnectionString),
            ("ConnectionStrings:Postgres", _postgres.ConnectionString()));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _postgres.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(8, false)]
    [InlineData(8, true)]
    public async Task Visitors_webhooks_and_health_are_served_while_strangers_hold_all_they_can_get(
        int addresses, bool saysALittle)
    {
        await using var visitor = await VisitorClient.ConnectAsync(_gateway.Address);
        await visitor.CallAsync("Start", new { siteKey = "demo-shop", locale = "fr" });
        var before = OpenFiles();
        List<Socket> flood = [];
        try
        {
            for (var i = 0; i < Flood; i++)
                await OpenAsync(flood, IPAddress.Parse($"127.0.0.{2 + (i % addresses)}"), saysALittle);
            output.WriteLine(
                $"open files: {before} before, {OpenFiles()} under {flood.Count} connections, {Files} allowed");

            OpenFiles().ShouldBeLessThan(Files);
            for (var i = 0; i < 5; i++)
            {
                // A connection of its own each time.
                using var client = new HttpClient { BaseAddress = _gateway.Address };
                (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
                (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
                (await client.PostAsync("/webhooks/telegram/nobody", content: null)).StatusCode.ShouldBe(
                    HttpStatusCode.Forbidden);
                var chat = await client.PostAsJsonAsync("/chat", new { workspace = "demo-shop", text = "Bonjour" });
                chat.StatusCode.ShouldBe(HttpStatusCode.OK);
                (await chat.Content.ReadFromJsonAsync<JsonElement>())
                    .GetProperty("text")
                    .GetString()
                    .ShouldNotBeNullOrEmpty();
            }

            await using var another = await VisitorClient.ConnectAsync(_gateway.Address);
            await another.CallAsync("Start", new { siteKey = "demo-shop" });
            var sent = await visitor.CallAsync("Send", new { clientMessageId = "during", text = "Bonjour" });
            await visitor.WaitForAnswerAsync((long)sent!["seq"]!);
            visitor.Closed.IsCompleted.ShouldBeFalse();
        }
        finally
        {
            flood.ForEach(socket => socket.Dispose());
        }

        _gateway.Output.ShouldNotContain("Unhandled exception");
        _gateway.Output.Split('\n').Length.ShouldBeLessThan(60, "a flood writes no log");
    }

    private int OpenFiles() => Directory.GetFiles($"/proc/{_gateway.Id}/fd").Length;

    private async Task OpenAsync(List<Socket> flood, IPAddress from, bool saysALittle)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(IPAddress.Loopback, _gateway.Address.Port);
            flood.Add(socket);
            if (saysALittle)
                await socket.SendAsync("GET / HTTP/1.1\r\nHost: x"u8.ToArray());
        }
        catch (SocketException)
        {
            // Refused, which is right as well.
            socket.Dispose();
        }
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Media;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Api;

[Collection(nameof(RunningGateway))]
public sealed class MediaEndpointTests(RunningGateway gateway)
{
    [Fact]
    public async Task A_transcript_gives_signed_addresses_of_what_was_sent()
    {
        var session = await SendPhotoAsync();

        var transcript = JsonNode.Parse(
            await (await gateway.AskAsync(
            $"/api/sessions/{session}/transcript", RunningGateway.FullKey)).Content.ReadAsStringAsync())!;
        var photo = transcript["items"]!.AsArray().Single()!["content"]!["attachments"]!.AsArray().Single()!;
        var url = (string)photo["url"]!;

        url.ShouldStartWith("/media/");
        url.ShouldContain("?token=");
        transcript.ToJsonString().ShouldNotContain("twilio");
        ((string)photo["name"]!).ShouldBe("photo.jpg");
        // No account is configured here: the signature is good, the file is not to be had now.
        (await gateway.AskAsync(url, key: null)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await gateway.AskAsync(url.Split('?')[0], RunningGateway.FullKey)).StatusCode.ShouldBe(
            HttpStatusCode.NotFound);
    }

    /// <summary>Somebody sends a photo by WhatsApp, which another node takes in. Its turn is far off.</summary>
    private async Task<SessionId> SendPhotoAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(await gateway.ConnectToRedisAsync());
        services.AddSingleton<ITurnHandler, NoTurns>();
        services.AddSessions(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Sessions:AddressKey", RunningGateway.AddressKey)])
            .Build());
        await using var node = services.BuildServiceProvider();
        var files = await node.GetRequiredService<MediaSources>().RegisterAsync(
        [
            new MediaSource
            {
                Workspace = "demo-shop",
                Channel = ChannelKind.WhatsApp,
                Line = "+33700000001",
                MessageId = "MM00000000000000000000000000000a01",
                Index = 0,
                Location =
                    "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000b02/Messages/MM00000000000000000000000000000a01/Media/ME00000000000000000000000000000a01",
                ContentType = "image/jpeg",
                Name = "photo.jpg",
            },
        ]);
        var accepted = await node.GetRequiredService<SessionEngine>().AcceptAsync(new InboundMessage
        {
            Workspace = "demo-shop",
            Channel = ChannelKind.WhatsApp,
            Address = "+33600000001",
            Line = "+33700000001",
            ExternalId = "MM00000000000000000000000000000a01",
            Content = new MessageContent("") { Attachments = files },
            Debounce = TimeSpan.FromHours(1),
        });
        return accepted.Session;
    }

    private sealed class NoTurns : ITurnHandler
    {
        public Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}

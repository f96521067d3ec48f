using System.Net;
using System.Text;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Web;

public sealed class WebOriginsTests(RedisFixture redis)
{
    [Theory]
    [InlineData("/hubs/chat/negotiate?negotiateVersion=1", null, "https://evil.example.test", HttpStatusCode.Forbidden)]
    [InlineData("/HUBS/chat/negotiate?negotiateVersion=1", null, "https://evil.example.test", HttpStatusCode.Forbidden)]
    [InlineData(
        "/Hubs/Chat/Negotiate?negotiateVersion=1&siteKey=site-one", null, "https://two.example.test",
        HttpStatusCode.Forbidden)]
    [InlineData(
        "/hubs/chat/negotiate?negotiateVersion=1&siteKey=site-one", null, "https://one.example.test",
        HttpStatusCode.OK)]
    [InlineData(
        "/hubs/chat/negotiate?negotiateVersion=1&siteKey=site-one", null, "HTTPS://One.Example.Test",
        HttpStatusCode.OK)]
    [InlineData("/hubs/chat/negotiate?negotiateVersion=1", null, "null", HttpStatusCode.Forbidden)]
    [InlineData(
        "/hubs/chat/negotiate?negotiateVersion=1", "evil.example.test", "http://evil.example.test",
        HttpStatusCode.Forbidden)]
    [InlineData("/chat", "evil.example.test", "http://evil.example.test", HttpStatusCode.Forbidden)]
    [InlineData("/chat", "localhost.evil.example.test", "http://localhost.evil.example.test", HttpStatusCode.Forbidden)]
    [InlineData("/chat", "127.0.0.1.evil.example.test", "http://127.0.0.1.evil.example.test", HttpStatusCode.Forbidden)]
    [InlineData("/chat", "localhost:8080", "http://localhost:8080", HttpStatusCode.OK)]
    [InlineData("/chat", "[::1]:8080", "http://[::1]:8080", HttpStatusCode.OK)]
    [InlineData("/chat", "192.168.1.7", "http://192.168.1.7", HttpStatusCode.OK)]
    [InlineData("/chat", "192.168.1.7", "https://192.168.1.7", HttpStatusCode.Forbidden)]
    public async Task A_page_is_let_in_by_a_list_or_as_the_gateways_own(
        string path, string? host, string origin, HttpStatusCode expected)
    {
        await using var gateway = await WebHost.StartAsync(redis, Handler.Echo);
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(
            """{"text": "hello", "workspace": "one"}""", Encoding.UTF8, "application/json");
        request.Headers.Host = host;
        request.Headers.TryAddWithoutValidation("Origin", origin);

        using var response = await gateway.Http.SendAsync(request);

        response.StatusCode.ShouldBe(expected);
    }
}

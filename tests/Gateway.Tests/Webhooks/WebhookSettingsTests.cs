using Gateway.Sessions;
using Gateway.Webhooks;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Webhooks;

public sealed class WebhookSettingsTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void A_message_is_signed_as_the_specification_has_it() =>
        WebhookSignature.Sign(
            Convert.FromBase64String(Secret["whsec_".Length..]), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
            """{"test": 2432232314}""")
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Theory]
    [InlineData("https://crm.example/hook")]
    [InlineData("http://127.0.0.1:9000/hook")]
    [InlineData("http://localhost/hook")]
    public void A_workspace_has_a_target(string url)
    {
        var targets = Read(url, Secret);

        targets["demo-sales"].ShouldNotBeNull().Url.ShouldBe(new Uri(url));
        targets["demo-sales"]!.Secret.Length.ShouldBe(24);
        targets["demo-shop"].ShouldBeNull();
    }

    [Theory]
    [InlineData(null, Secret, "Url")]
    [InlineData("http://crm.example/hook", Secret, "Url")]
    [InlineData("ftp://crm.example/hook", Secret, "Url")]
    [InlineData("https://user:word@crm.example/hook", Secret, "Url")]
    [InlineData("https://crm.example/hook", null, "Secret")]
    [InlineData("https://crm.example/hook", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "Secret")]
    [InlineData("https://crm.example/hook", "whsec_c2hvcnQ=", "Secret")]
    [InlineData("https://crm.example/hook", "whsec_!!", "Secret")]
    public void What_is_none_stops_the_start_and_shows_no_secret(string? url, string? secret, string key)
    {
        var fault = Should.Throw<ConfigurationException>(() => Read(url, secret));

        fault.Key.ShouldBe($"Webhooks:demo-sales:{key}");
        if (key == "Secret" && secret is not null)
            fault.Message.ShouldNotContain(secret);
    }

    private static Brain.Webhooks.WebhookTargets Read(string? url, string? secret) => WebhookSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Webhooks:demo-sales:Url"] = url,
            ["Webhooks:demo-sales:Secret"] = secret,
        }).Build());
}

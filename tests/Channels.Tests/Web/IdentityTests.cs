using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Web;

public sealed class IdentityTests(RedisFixture redis)
{
    [Theory]
    [InlineData(WebHost.IdentityKey)]
    [InlineData(WebHost.NextIdentityKey)]
    public async Task A_user_finds_their_conversation_on_another_device(string key)
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        var user = Guid.NewGuid().ToString("n");
        await using var phone = await host.ConnectAsync();
        var onPhone = await phone.CallAsync("Start", new { siteKey = "site-one", identity = Sign(key, Claims(user)) });
        await phone.CallAsync("Send", new { clientMessageId = "m", text = "ma commande" });
        await phone.WaitForAnswerAsync(1);

        await using var laptop = await host.ConnectAsync();
        var onLaptop = await laptop.CallAsync("Start", new { siteKey = "site-one", identity = Sign(key, Claims(user)) });

        onLaptop!["sessionId"]!.GetValue<string>().ShouldBe((string)onPhone!["sessionId"]!);
        onLaptop["entries"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_visitor_who_signs_in_keeps_the_current_conversation()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync();
        var anonymous = await visitor.CallAsync("Start", new { siteKey = "site-one" });
        var user = Guid.NewGuid().ToString("n");

        var signedIn = await visitor.CallAsync(
            "Start", new { siteKey = "site-one", token = (string)anonymous!["token"]!, identity = Sign(WebHost.IdentityKey, Claims(user)) });
        var elsewhere = await visitor.CallAsync("Start", new { siteKey = "site-one", identity = Sign(WebHost.IdentityKey, Claims(user)) });

        signedIn!["sessionId"]!.GetValue<string>().ShouldBe((string)anonymous["sessionId"]!);
        elsewhere!["sessionId"]!.GetValue<string>().ShouldBe((string)anonymous["sessionId"]!);
    }

    [Fact]
    public async Task Another_user_with_the_first_ones_token_sees_nothing_of_theirs()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync();
        var first = await visitor.CallAsync("Start", new { siteKey = "site-one", identity = Sign(WebHost.IdentityKey, Claims("first-" + Guid.NewGuid())) });
        await visitor.CallAsync("Send", new { clientMessageId = "m", text = "secret" });
        await visitor.WaitForAnswerAsync(1);

        var second = await visitor.CallAsync("Start", new
        {
            siteKey = "site-one",
            token = (string)first!["token"]!,
            identity = Sign(WebHost.IdentityKey, Claims("second-" + Guid.NewGuid())),
        });

        second!["sessionId"]!.GetValue<string>().ShouldNotBe((string)first["sessionId"]!);
        second["entries"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_is_good_once()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync();
        var identity = Sign(WebHost.IdentityKey, Claims("user"));
        await visitor.CallAsync("Start", new { siteKey = "site-one", identity });

        (await Should.ThrowAsync<HubRefusedException>(() => visitor.CallAsync("Start", new { siteKey = "site-one", identity }))).Code.ShouldBe("identityRefused");
    }

    public static TheoryData<string, string> Forgeries()
    {
        var now = DateTimeOffset.UtcNow;
        var good = Claims("user");
        var data = new TheoryData<string, string>
        {
            { "empty", "" },
            { "blank", "   " },
            { "wrong key", Sign("fake-other-key-for-tests-0123456789abc", good) },
            { "empty key", Sign("", good) },
            { "no signature", string.Join('.', Sign(WebHost.IdentityKey, good).Split('.')[..2]) + "." },
            { "algorithm none", Unsigned("none", good) },
            { "algorithm HS512 with a HS256 signature", Sign(WebHost.IdentityKey, good, "HS512") },
            { "expired", Sign(WebHost.IdentityKey, Claims("user", expires: now.AddMinutes(-2))) },
            { "good for too long", Sign(WebHost.IdentityKey, Claims("user", expires: now.AddMinutes(30))) },
            { "no expiry", Sign(WebHost.IdentityKey, new Dictionary<string, object> { ["aud"] = "one", ["sub"] = "user", ["jti"] = "x" }) },
            { "another workspace's", Sign(WebHost.IdentityKey, Claims("user", audience: "two")) },
            { "no subject", Sign(WebHost.IdentityKey, Claims("")) },
            { "no jti", Sign(WebHost.IdentityKey, Claims("user", id: "")) },
        };
        var whole = Sign(WebHost.IdentityKey, good);
        for (var i = 0; i < whole.Length; i += 9)
        {
            if (whole[i] != '.')
                data.Add($"changed at {i}", $"{whole[..i]}{(whole[i] == 'A' ? 'B' : 'A')}{whole[(i + 1)..]}");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task What_does_not_verify_in_every_point_is_refused(string what, string identity)
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync();

        (await Should.ThrowAsync<HubRefusedException>(() => visitor.CallAsync("Start", new { siteKey = "site-one", identity }), what))
            .Code.ShouldBe("identityRefused", what);
    }

    private static Dictionary<string, object> Claims(string subject, DateTimeOffset? expires = null, string audience = "one", string? id = null) => new()
    {
        ["aud"] = audience,
        ["sub"] = subject,
        ["iat"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        ["exp"] = (expires ?? DateTimeOffset.UtcNow.AddMinutes(5)).ToUnixTimeSeconds(),
        ["jti"] = id ?? Guid.NewGuid().ToString("n"),
    };

    private static string Sign(string key, Dictionary<string, object> claims, string algorithm = "HS256")
    {
        var signed = Unsigned(algorithm, claims).TrimEnd('.');
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(signed)))}";
    }

    private static string Unsigned(string algorithm, Dictionary<string, object> claims) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, typ = "JWT" })) + "." +
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims)) + ".";
}

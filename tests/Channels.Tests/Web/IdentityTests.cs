using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Channels.Web;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Shouldly;
using Xunit;
using static Gateway.Channels.Tests.Web.Identities;

namespace Gateway.Channels.Tests.Web;

public sealed class IdentityTests(RedisFixture redis)
{
    private const string OwnKey = "fake-own-key-for-tests-0123456789-abc";
    private static readonly string[] OneAudience = ["one"];
    private static readonly string[] TwoAudiences = ["one", "two"];

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
        var onLaptop = await laptop.CallAsync(
            "Start", new { siteKey = "site-one", identity = Sign(key, Claims(user)) });

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
            "Start",
            new
            {
                siteKey = "site-one",
                token = (string)anonymous!["token"]!,
                identity = Sign(WebHost.IdentityKey, Claims(user))
            });
        var elsewhere = await visitor.CallAsync(
            "Start", new { siteKey = "site-one", identity = Sign(WebHost.IdentityKey, Claims(user)) });

        signedIn!["sessionId"]!.GetValue<string>().ShouldBe((string)anonymous["sessionId"]!);
        elsewhere!["sessionId"]!.GetValue<string>().ShouldBe((string)anonymous["sessionId"]!);
    }

    [Fact]
    public async Task Another_user_with_the_first_ones_token_sees_nothing_of_theirs()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync();
        var first = await visitor.CallAsync(
            "Start",
            new { siteKey = "site-one", identity = Sign(WebHost.IdentityKey, Claims("first-" + Guid.NewGuid())) });
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

        (await Should.ThrowAsync<HubRefusedException>(
            () => visitor.CallAsync("Start", new { siteKey = "site-one", identity }))).Code.ShouldBe("identityRefused");
    }

    [Fact]
    public async Task What_other_libraries_put_in_harms_nothing()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync();
        var now = DateTimeOffset.UtcNow;
        string[] headers = ["""{"alg":"HS256"}""", """{"typ":"jwt","alg":"HS256","kid":"k1"}""",
            """{"typ":"application/JWT","alg":"HS256"}"""];

        foreach (var header in headers)
        {
            var claims = Claims("user");
            claims["nbf"] = now.AddSeconds(-1).ToUnixTimeSeconds();
            claims["exp"] = now.AddMinutes(5).ToUnixTimeMilliseconds() / 1000.0;
            claims["email"] = "user@example.test";
            await visitor.CallAsync(
                "Start", new { siteKey = "site-one", identity = SignText(WebHost.IdentityKey, header, Json(claims)) });
        }
    }

    private static string And(Dictionary<string, object> claims, string more) => $"{Json(claims)[..^1]},{more}}}";

    public static TheoryData<string, string> Forgeries()
    {
        var now = DateTimeOffset.UtcNow;
        var good = Claims("user");
        var deep = new string('[', 200) + new string(']', 200);
        var sixteen = Encode("0123456789abcdef");
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
            { "no expiry",
                Sign(
                WebHost.IdentityKey,
                new Dictionary<string, object> { ["aud"] = "one", ["sub"] = "user", ["jti"] = "x" }) },
            { "another workspace's", Sign(WebHost.IdentityKey, Claims("user", audience: "two")) },
            { "no subject", Sign(WebHost.IdentityKey, Claims("")) },
            { "not yet good", Sign(WebHost.IdentityKey, With("nbf", now.AddMinutes(5).ToUnixTimeSeconds())) },
            { "good from a word on", Sign(WebHost.IdentityKey, With("nbf", "yesterday")) },
            { "made in the future", Sign(WebHost.IdentityKey, With("iat", now.AddMinutes(5).ToUnixTimeSeconds())) },
            { "made at no time", Sign(WebHost.IdentityKey, With("iat", "now")) },
            { "made long ago to be good today",
                Sign(WebHost.IdentityKey, With("iat", now.AddDays(-1).ToUnixTimeSeconds())) },
            { "made before the epoch", Sign(WebHost.IdentityKey, With("iat", -1)) },
            { "expiry as text",
                Sign(
                WebHost.IdentityKey,
                With("exp", now.AddMinutes(5).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))) },
            { "expiry beyond all calendars", Sign(WebHost.IdentityKey, With("exp", 1e300)) },
            { "audience as a list of two", Sign(WebHost.IdentityKey, With("aud", TwoAudiences)) },
            { "subject as a number", Sign(WebHost.IdentityKey, With("sub", 42)) },
            { "subject with a control character", Sign(WebHost.IdentityKey, Claims("us\0er")) },
            { "subject with a line feed", Sign(WebHost.IdentityKey, Claims("us\ner")) },
            { "subject over long", Sign(WebHost.IdentityKey, Claims(new string('u', 257))) },
            { "jti with a control character", Sign(WebHost.IdentityKey, Claims("user", id: "j\0ti")) },
            { "half a surrogate pair",
                SignText(
                WebHost.IdentityKey, Plain, Json(good).Replace("\"user\"", "\"\\ud800\"", StringComparison.Ordinal)) },
            { "subject given twice",
                SignText(
                WebHost.IdentityKey, Plain,
                Json(good).Replace("\"sub\":", "\"sub\":\"other\",\"sub\":", StringComparison.Ordinal)) },
            { "algorithm given twice",
                SignText(WebHost.IdentityKey, """{"alg":"none","alg":"HS256","typ":"JWT"}""", Json(good)) },
            { "algorithm HS384, well signed", SignHash(HMACSHA384.HashData, "HS384", good) },
            { "algorithm HS512, well signed", SignHash(HMACSHA512.HashData, "HS512", good) },
            { "algorithm none, well signed",
                SignText(WebHost.IdentityKey, """{"alg":"none","typ":"JWT"}""", Json(good)) },
            { "algorithm as a list", SignText(WebHost.IdentityKey, """{"alg":["HS256"]}""", Json(good)) },
            { "a key of its own",
                SignText(OwnKey, $$$"""{"alg":"HS256","jwk":{"kty":"oct","k":"{{{Encode(OwnKey)}}}"}}""", Json(good)) },
            { "too long", Sign(WebHost.IdentityKey, With("page", new string('p', 4_096))) },
            { "four thousand dots", new string('.', 4_000) },
            { "nested two hundred deep", SignText(WebHost.IdentityKey, Plain, And(good, $"\"deep\":{deep}")) },
            { "encrypted",
                $"{Encode("""{"alg":"dir","enc":"A128CBC-HS256"}""")}..{sixteen}.{Encode("user")}.{sixteen}" },
            { "audience as a list of one", Sign(WebHost.IdentityKey, With("aud", OneAudience)) },
            { "expiry as nothing", Sign(WebHost.IdentityKey, With("exp", null!)) },
            { "expiry given twice", SignText(WebHost.IdentityKey, Plain, And(good, $"\"exp\":{good["exp"]}")) },
            { "header is a list", SignText(WebHost.IdentityKey, """["HS256"]""", Json(good)) },
            { "header is no UTF-8", SignBytes(WebHost.IdentityKey, [0xff, 0xfe], Encoding.UTF8.GetBytes(Json(good))) },
            { "algorithm in lower case", SignText(WebHost.IdentityKey, """{"alg":"hs256","typ":"JWT"}""", Json(good)) },
            { "algorithm RS256", SignText(WebHost.IdentityKey, """{"alg":"RS256","typ":"JWT"}""", Json(good)) },
            { "no algorithm", SignText(WebHost.IdentityKey, """{"typ":"JWT"}""", Json(good)) },
            { "algorithm null", SignText(WebHost.IdentityKey, """{"alg":null}""", Json(good)) },
            { "critical header",
                SignText(WebHost.IdentityKey, """{"alg":"HS256","typ":"JWT","crit":["exp"]}""", Json(good)) },
            { "critical header, empty", SignText(WebHost.IdentityKey, """{"alg":"HS256","crit":[]}""", Json(good)) },
            { "payload not encoded", SignText(WebHost.IdentityKey, """{"alg":"HS256","b64":false}""", Json(good)) },
            { "an access token", SignText(WebHost.IdentityKey, """{"alg":"HS256","typ":"at+jwt"}""", Json(good)) },
            { "type as a number", SignText(WebHost.IdentityKey, """{"alg":"HS256","typ":1}""", Json(good)) },
            { "a token within a token",
                SignText(
                WebHost.IdentityKey, """{"alg":"HS256","typ":"JWT","cty":"JWT"}""", Sign(WebHost.IdentityKey, good)) },
            { "compressed", SignText(WebHost.IdentityKey, """{"alg":"HS256","zip":"DEF"}""", Json(good)) },
            { "payload is a list", SignText(WebHost.IdentityKey, Plain, "[]") },
            { "payload is no JSON", SignText(WebHost.IdentityKey, Plain, "user") },
            { "header with padding", Sign(WebHost.IdentityKey, good).Replace(".", "=.", StringComparison.Ordinal) },
            { "blank at the end", Sign(WebHost.IdentityKey, good) + " " },
            { "four parts", Sign(WebHost.IdentityKey, good) + ".x" },
            { "five parts", Sign(WebHost.IdentityKey, good) + ".x.y" },
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

        (await Should.ThrowAsync<HubRefusedException>(
            () => visitor.CallAsync("Start", new { siteKey = "site-one", identity }), what))
            .Code.ShouldBe("identityRefused", what);
    }

    [Fact]
    public async Task Two_thousand_broken_tokens_are_refused_or_taken_whole()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        host.Get<IWorkspaces>().TryGet("one", out var workspace).ShouldBeTrue();
        var random = new Random(20261129);
        string[] parts = [Plain, Json(Claims("user"))];
        for (var round = 0; round < 2_000; round++)
        {
            var broken = Array.ConvertAll(parts, Encoding.UTF8.GetBytes);
            var part = broken[random.Next(2)];
            // Of JSON's own letters, so that a good part of them stays JSON. Signed: what is not is refused by that.
            part[random.Next(part.Length)] = (byte)"{}[]\",:\\0-e"[random.Next(11)];
            part[random.Next(part.Length)] = (byte)random.Next(256);
            var token = SignBytes(WebHost.IdentityKey, broken[0], broken[1]);
            if (random.Next(4) == 0)
                token = token[..random.Next(token.Length)];

            var identity = await host.Get<IdentityVerifier>().VerifyAsync(token, workspace!);

            WellFormed.IsId(identity?.Subject ?? "refused", 256).ShouldBeTrue(token);
        }
    }
}

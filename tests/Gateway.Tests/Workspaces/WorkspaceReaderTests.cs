using System.Text;
using System.Text.Json.Nodes;
using Gateway.Channels.Telegram;
using Gateway.Channels.Web;
using Gateway.Sessions.Workspaces;
using Gateway.Workspaces;

namespace Gateway.Tests.Workspaces;

public sealed class WorkspaceReaderTests
{
    private const string Good =
        """
        {
          "id": "corner-shop", "name": "Corner Shop", "solution": "shop",
          "locale": "fr", "timeZone": "Europe/Paris", "currency": "EUR",
          "openingHours": { "mon-fri": "09:00-18:00", "sat": "10:00-17:00" },
          "escalation": { "phone": "+33100000000", "email": "team@example.com" },
          "channels": [
            { "kind": "web", "siteKey": "corner-shop", "allowedOrigins": ["http://127.0.0.1:8080", "https://shop.example"] },
            { "kind": "sms", "number": "+33700000001" },
            { "kind": "whatsapp", "number": "+33700000001", "debounceMs": 1500 },
            { "kind": "telegram", "bot": "corner_shop_bot", "token": "${Corner:TelegramToken}" },
            { "kind": "voice", "number": "+33100000001", "mode": "media-streams" }
          ]
        }
        """;

    private readonly Dictionary<string, string> _secrets = new() { ["Corner:TelegramToken"] = "fake-token-for-tests" };

    [Fact]
    public void A_good_file_is_served_with_all_it_says()
    {
        var file = Read(Good);

        file.Errors.ShouldBeEmpty();
        var workspace = file.Workspace.ShouldNotBeNull();
        workspace.Id.ShouldBe("corner-shop");
        OpeningHoursWords.Line(workspace.OpeningHours, "en")
            .ShouldBe("Monday to Friday 9:00–18:00; Saturday 10:00–17:00");
        workspace.Escalation!.Phone.ShouldBe("+33100000000");
        workspace.Channels.Select(channel => channel.Kind).ShouldBe(["web", "sms", "whatsapp", "telegram", "voice"]);
        workspace.Web()!.AllowedOrigins.ShouldBe(["http://127.0.0.1:8080", "https://shop.example"]);
        workspace.Channels[2].DebounceMs.ShouldBe(1500);
        workspace.Channels[3].SettingsOf<TelegramSettings>().Token.ShouldBe("fake-token-for-tests");
    }

    [Theory]
    [InlineData("id", "\"Corner Shop\"", "$.id", "lower-case letters")]
    [InlineData("id", "\"other\"", "$.id", "expected the name of the file")]
    [InlineData("id", "7", "$.id", "found a number")]
    [InlineData("name", null, "$.name", "found nothing")]
    [InlineData("name", "\" \"", "$.name", "1 to 100 letters")]
    [InlineData("solution", "\"bakery\"", "$.solution", "one of shop")]
    [InlineData("solution", null, "$.solution", "found nothing")]
    [InlineData("locale", "\"de\"", "$.locale", "one of fr, en")]
    [InlineData("timeZone", "\"Paris\"", "$.timeZone", "IANA time zone")]
    [InlineData("timeZone", "\"Romance Standard Time\"", "$.timeZone", "IANA time zone")]
    [InlineData("currency", "\"euro\"", "$.currency", "ISO 4217")]
    [InlineData("currency", "\"EUX\"", "$.currency", "ISO 4217")]
    [InlineData("openingHours", "{\"monday\":\"09:00-18:00\"}", "$.openingHours.monday", "is not a day")]
    [InlineData("openingHours", "{\"fri-mon\":\"09:00-18:00\"}", "$.openingHours.fri-mon", "is not a day")]
    [InlineData("openingHours", "{\"mon\":\"9-18\"}", "$.openingHours.mon", "span of time")]
    [InlineData("openingHours", "{\"mon\":\"18:00-09:00\"}", "$.openingHours.mon", "ends after it begins")]
    [InlineData(
        "openingHours", "{\"mon-wed\":\"09:00-18:00\",\"tue\":\"09:00-12:00\"}", "$.openingHours.tue",
        "names tue again")]
    [InlineData("openingHours", "{\"mon\":\"09:00-12:00, 11:00-18:00\"}", "$.openingHours.mon", "in their order")]
    [InlineData("openingHours", "{\"week\":{\"lun\":\"09:00-18:00\"}}", "$.openingHours.week.lun", "is not a day")]
    [InlineData("openingHours", "{\"week\":{},\"mon\":\"09:00-18:00\"}", "$.openingHours.mon", "is not known here")]
    [InlineData(
        "openingHours", "{\"exceptions\":{\"2026-13-01\":\"closed\"}}", "$.openingHours.exceptions.2026-13-01",
        "is not a date")]
    [InlineData(
        "openingHours", "{\"exceptions\":{\"2026-12-24\":\"shut\"}}", "$.openingHours.exceptions.2026-12-24",
        "expected closed, or a span")]
    [InlineData(
        "openingHours", "{\"exceptions\":{\"2026-12-24/2026-12-31\":\"closed\",\"2026-12-31\":\"closed\"}}",
        "$.openingHours.exceptions.2026-12-31", "again")]
    [InlineData("openingHours", "{\"closedOnHolidays\":[\"germany\"]}", "$.openingHours.closedOnHolidays[0]", "france")]
    [InlineData("openingHours", "[]", "$.openingHours", "expected an object")]
    [InlineData("escalation", "{\"phone\":\"0100000000\"}", "$.escalation.phone", "E.164")]
    [InlineData("escalation", "{\"email\":\"team\"}", "$.escalation.email", "e-mail")]
    [InlineData("escalation", "{\"fax\":\"x\"}", "$.escalation.fax", "is not known here")]
    [InlineData("channels", "{}", "$.channels", "expected a list")]
    [InlineData("channels", "[{\"kind\":\"fax\"}]", "$.channels[0].kind", "one of web, sms")]
    [InlineData(
        "channels", "[{\"kind\":\"sms\",\"number\":\"+33700000001\"},{\"kind\":\"sms\",\"number\":\"0700000001\"}]",
        "$.channels[1].number", "E.164")]
    [InlineData(
        "channels", "[{\"kind\":\"sms\",\"number\":\"+33700000001\"},{\"kind\":\"sms\",\"number\":\"+33700000001\"}]",
        "$.channels[1].number", "another channel")]
    [InlineData(
        "channels", "[{\"kind\":\"sms\",\"number\":\"+33700000001\",\"siteKey\":\"x\"}]", "$.channels[0].siteKey",
        "is not known here")]
    [InlineData(
        "channels", "[{\"kind\":\"web\",\"siteKey\":\"x\",\"allowedOrigins\":[\"https://shop.example/\"]}]",
        "$.channels[0].allowedOrigins[0]", "origin")]
    [InlineData(
        "channels", "[{\"kind\":\"web\",\"siteKey\":\"x\",\"allowedOrigins\":[\"*\"]}]",
        "$.channels[0].allowedOrigins[0]", "origin")]
    [InlineData("channels", "[{\"kind\":\"web\",\"siteKey\":\"x\"}]", "$.channels[0].allowedOrigins", "has 0 elements")]
    [InlineData(
        "channels", "[{\"kind\":\"telegram\",\"bot\":\"corner\",\"token\":\"x\"}]", "$.channels[0].bot", "ends in bot")]
    [InlineData(
        "channels", "[{\"kind\":\"telegram\",\"bot\":\"corner_bot\",\"token\":\"x\",\"repeatUnknown\":\"yes\"}]",
        "$.channels[0].repeatUnknown", "true or false")]
    [InlineData(
        "channels", "[{\"kind\":\"sms\",\"number\":\"+33700000001\",\"repeatUnknown\":true}]",
        "$.channels[0].repeatUnknown", "")]
    [InlineData(
        "channels", "[{\"kind\":\"voice\",\"number\":\"+33100000001\",\"mode\":\"fax\"}]", "$.channels[0].mode",
        "media-streams")]
    [InlineData(
        "channels", "[{\"kind\":\"sms\",\"number\":\"+33700000001\",\"debounceMs\":-1}]", "$.channels[0].debounceMs",
        "0 to 60000")]
    [InlineData("settings", "[]", "$.settings", "expected an object")]
    [InlineData("settings", "{\"agentName\":3}", "$.settings.agentName", "text")]
    [InlineData("colour", "\"red\"", "$.colour", "is not known here")]
    public void A_wrong_value_refuses_the_file_with_its_path_and_reason(
        string property, string? json, string path, string reason)
    {
        var root = JsonNode.Parse(Good)!.AsObject();
        root.Remove(property);
        if (json is not null)
            root[property] = JsonNode.Parse(json);

        var file = Read(root.ToJsonString());

        file.Workspace.ShouldBeNull();
        file.Errors.ShouldContain(
            error => error.Path == path && error.Reason.Contains(reason), string.Join('\n', file.Errors));
    }

    [Theory]
    [InlineData("", "is not valid JSON")]
    [InlineData("{ \"id\": \"corner-shop\",, }", "line 1")]
    [InlineData("{ \"id\": \"corner-shop\", \"id\": \"corner-shop\" }", "is not valid JSON")]
    [InlineData("{ // a comment\n }", "is not valid JSON")]
    [InlineData("[]", "expected an object")]
    [InlineData("null", "expected an object")]
    public void What_is_no_JSON_object_is_refused_as_a_whole(string content, string reason)
    {
        var file = Read(content);

        file.Workspace.ShouldBeNull();
        file.Errors[0].Path.ShouldBe("$");
        file.Errors[0].Reason.ShouldContain(reason);
    }

    [Fact]
    public void One_look_shows_all_errors()
    {
        var root = JsonNode.Parse(Good)!.AsObject();
        (root["locale"], root["currency"], root["colour"]) = ("de", "X", "red");

        Read(root.ToJsonString()).Errors.Select(error => error.Path).ShouldBe(["$.locale", "$.currency", "$.colour"]);
    }

    [Fact]
    public void A_missing_secret_closes_its_channel_and_no_other()
    {
        _secrets.Clear();

        var file = Read(Good);

        file.Workspace!.Channels.Select(channel => channel.Kind).ShouldBe(["web", "sms", "whatsapp", "voice"]);
        var error = file.Errors.ShouldHaveSingleItem();
        error.Path.ShouldBe("$.channels[3].token");
        error.Reason.ShouldContain("Corner:TelegramToken");
    }

    [Fact]
    public void A_secret_that_does_not_fit_is_not_repeated()
    {
        _secrets["Corner:Key"] = "too-short-and-secret";
        var root = JsonNode.Parse(Good)!.AsObject();
        root["channels"]![0]!["identityKeys"] = new JsonArray("${Corner:Key}");

        var error = Read(root.ToJsonString()).Errors.ShouldHaveSingleItem();

        error.Path.ShouldBe("$.channels[0].identityKeys[0]");
        error.Reason.ShouldContain("Corner:Key");
        error.Reason.ShouldNotContain("too-short-and-secret");
    }

    private WorkspaceDocument Read(string content) =>
        TestReaders.Of(_secrets.GetValueOrDefault).ReadFile("corner-shop.json", Encoding.UTF8.GetBytes(content));
}

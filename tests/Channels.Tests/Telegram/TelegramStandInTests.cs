using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Telegram;

/// <summary>What stands in for Telegram refuses what Telegram refuses, in its words.</summary>
public sealed class TelegramStandInTests : IAsyncLifetime
{
    private const long Chat = 700_000_001;

    private readonly HttpClient _http = new();
    private FakeTelegram _telegram = null!;

    public async ValueTask InitializeAsync()
    {
        _telegram = await FakeTelegram.StartAsync();
        _telegram.KeepsPace = false;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _telegram.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_that_ask_for_updates_the_later_one_gets_them()
    {
        List<Task<JsonObject>> questions = [PollAsync(), PollAsync()];
        var ended = await Task.WhenAny(questions);
        (await ended)["error_code"]!.GetValue<int>().ShouldBe(409);
        ((string)(await ended)["description"]!).ShouldStartWith("Conflict: terminated by other getUpdates request");
        questions.Remove(ended);

        var update = _telegram.Updates.Add("message", TelegramHost.Message(Chat, 5));

        var taken = await questions.Single();
        var one = ((JsonArray)taken["result"]!).ShouldHaveSingleItem()!;
        one["update_id"]!.GetValue<int>().ShouldBe((int)update["update_id"]!);
        _telegram.Updates.Conflicts.ShouldBe(1);
    }

    [Fact]
    public async Task Who_waits_for_updates_is_told_of_a_webhook()
    {
        var waiting = PollAsync();
        await _telegram.NextAttemptAsync("getUpdates");

        var set = await CallAsync("setWebhook", new() { ["url"] = "https://gateway.example.test/telegram/bot" });

        set["ok"]!.GetValue<bool>().ShouldBeTrue();

        (await waiting)["error_code"]!.GetValue<int>().ShouldBe(409);
        (await PollAsync())["error_code"]!.GetValue<int>().ShouldBe(409);
    }

    [Theory]
    [InlineData("""{"text":"Oui","callback_data":""}""", "BUTTON_DATA_INVALID")]
    [InlineData("""{"text":"A","callback_data":"123456789012345678901234567890123456789012345678901234567890123é"}""",
        "BUTTON_DATA_INVALID")]
    [InlineData("""{"text":"Oui","url":"http://localhost/x"}""", "BUTTON_URL_INVALID")]
    [InlineData("""{"text":"Oui"}""",
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")]
    public async Task Buttons_that_Telegram_would_refuse_are_refused(string button, string why)
    {
        var answer = await SendAsync("Alors ?", $"[[{button}]]");

        answer["error_code"]!.GetValue<int>().ShouldBe(400);
        answer["description"]!.GetValue<string>().ShouldBe("Bad Request: " + why);
        _telegram.Ledger.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_is_changed_only_by_what_differs()
    {
        const string yes = """[[{"text":"Oui","callback_data":"y"}]]""";
        var id = (int)(await SendAsync("<b>Alors</b> ?", yes))["result"]!["message_id"]!;

        var same = await EditAsync(id, "<b>Alors</b> ?", yes);
        ((string)same["description"]!).ShouldStartWith("Bad Request: message is not modified");
        var missing = await EditAsync(id + 1, "Alors.", yes);
        ((string)missing["description"]!).ShouldBe("Bad Request: message to edit not found");
        var styled = await EditAsync(id, "<i>Alors</i> ?", yes);
        ((string)styled["result"]!["text"]!).ShouldBe("Alors ?");
        var wider = await EditAsync(id, "<i>Alors</i> ?", """[[{"text":"Oui","callback_data":"y"}],[]]""");
        wider["ok"]!.GetValue<bool>().ShouldBeTrue();
        _telegram.Ledger.Messages.ShouldHaveSingleItem().Edits.ShouldBe(2);
    }

    [Fact]
    public async Task Of_an_album_with_one_wrong_picture_nothing_is_shown()
    {
        static JsonNode Picture(string media) => new JsonObject { ["type"] = "photo", ["media"] = media };

        var answer = await CallAsync("sendMediaGroup", new()
        {
            ["chat_id"] = Chat,
            ["media"] = new JsonArray(Picture("https://shop.example.test/a.jpg"), Picture("a.jpg")),
        });

        answer["description"]!.GetValue<string>().ShouldBe("Bad Request: wrong file identifier/HTTP URL specified");
        _telegram.Ledger.Messages.ShouldBeEmpty();
    }

    private Task<JsonObject> PollAsync() => CallAsync("getUpdates", new() { ["timeout"] = 50 });

    private Task<JsonObject> SendAsync(string html, string keyboard) =>
        CallAsync("sendMessage", MessageOf(html, keyboard));

    private Task<JsonObject> EditAsync(int id, string html, string keyboard)
    {
        var message = MessageOf(html, keyboard);
        message["message_id"] = id;
        return CallAsync("editMessageText", message);
    }

    private static JsonObject MessageOf(string html, string keyboard) => new()
    {
        ["chat_id"] = Chat,
        ["text"] = html,
        ["parse_mode"] = "HTML",
        ["reply_markup"] = new JsonObject { ["inline_keyboard"] = JsonNode.Parse(keyboard) },
    };

    private async Task<JsonObject> CallAsync(string method, JsonObject parameters)
    {
        var address = new Uri(_telegram.Address, $"/bot{_telegram.Token}/{method}");
        using var answer = await _http.PostAsJsonAsync(address, parameters);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}

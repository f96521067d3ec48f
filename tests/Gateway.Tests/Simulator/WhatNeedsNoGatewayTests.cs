using Gateway.Installation;
using Gateway.Simulator.Stage;
using Gateway.Simulator.Telegram;
using Gateway.Simulator.Twilio;
using Gateway.StandIns.Telegram;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Simulator;

/// <summary>How messages are read, and what is simulated at all.</summary>
public sealed class WhatNeedsNoGatewayTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("gateway-simulator-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void WhatsApp_marks_become_styles_and_words_with_the_same_signs_stay_words()
    {
        var runs = WhatsAppText.Read(
            "Oui, *la _belle_ Brume* (snake_case_name, 2 * 3 * 4) : https://shop.example.test/a_b_c.");

        runs.Select(run => (run.Text, string.Join('+', run.Styles))).ShouldBe(
        [
            ("Oui, ", ""), ("la ", "bold"), ("belle", "bold+italic"), (" Brume", "bold"),
            (" (snake_case_name, 2 * 3 * 4) : ", ""), ("https://shop.example.test/a_b_c", ""), (".", ""),
        ]);
        runs.Single(run => run.Href is not null).Href.ShouldBe("https://shop.example.test/a_b_c");
    }

    [Theory]
    [InlineData("\u200C*Star* mug_with_marks")]
    [InlineData("\u200C~\u200C~cm~~ \u200C`code\u200C` \u200C_été_ 30*40*50")]
    public void WhatsApp_marks_that_are_set_apart_are_shown_as_words(string text) =>
        WhatsAppText.Read(text).ShouldHaveSingleItem().Styles.ShouldBeEmpty();

    [Theory]
    [InlineData("<b>x", "Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("éx</b>", "Unexpected end tag at byte offset 3")]
    [InlineData("<b><i>x</b></i>", "Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\"")]
    [InlineData("<script>x</script>", "Unsupported start tag \"script\" at byte offset 0")]
    [InlineData("a < b", "Unclosed start tag at byte offset 2")]
    [InlineData("a > b", "Unexpected > at byte offset 2")]
    [InlineData("a & b", "Unknown entity at byte offset 2")]
    [InlineData("<b></b>", "Tag \"b\" is empty")]
    [InlineData("<code><b>x</b></code>", "Tag \"b\" can't stand inside \"code\"")]
    [InlineData("<b class=\"x\">x</b>", "Wrong attributes of the tag \"b\"")]
    [InlineData("<a href=x>x</a>", "Wrong attributes of the tag \"a\"")]
    public void Html_that_telegram_would_refuse_is_refused(string html, string reason)
    {
        BotHtml.TryRead(html, out _, out var problem).ShouldBeFalse();

        problem.ShouldStartWith("Bad Request: can't parse entities");
        problem.ShouldContain(reason);
    }

    [Fact]
    public void Html_that_telegram_takes_is_words_with_styles()
    {
        var text = BotHtml.Read(
            """<b>A &amp; B</b> &lt;<a href="https://shop.example.test/?a=1&amp;b=2">ici</a>&gt; <a href="javascript:x">là</a>""");

        TelegramRuns.Of(text).Select(run => (run.Text, run.Href)).ShouldBe(
            [("A & B", null), (" <", null), ("ici", "https://shop.example.test/?a=1&b=2"), ("> ", null), ("là", null)]);
    }

    [Fact]
    public void Styles_stand_in_one_another_and_bare_addresses_can_be_opened()
    {
        var text = BotHtml.Read(
            "<blockquote>a <B>b <i>c</i></B></blockquote> https://shop.example.test/x. <code>https://y.example.test</code>");

        TelegramRuns.Of(text).Select(run => (run.Text, string.Join('+', run.Styles), run.Href)).ShouldBe(
        [
            ("a ", "quote", null), ("b ", "quote+bold", null), ("c", "quote+bold+italic", null), (" ", "", null),
            ("https://shop.example.test/x", "", "https://shop.example.test/x"), (". ", "", null),
            ("https://y.example.test", "code", null),
        ]);
    }

    [Fact]
    public void Without_any_account_everything_is_simulated_with_the_same_credentials_each_time()
    {
        var first = Decide();
        var second = Decide();

        first.IsWhole.ShouldBeTrue();
        first.Settings.ShouldBe(second.Settings);
        first.Twilio!.Sid.ShouldMatch("^AC0{16}[0-9a-f]{16}$");
        first.Twilio.AuthToken.ShouldStartWith("simulated-");
        first.TelegramToken.ShouldStartWith("1000000000:simulated-");
    }

    [Theory]
    [InlineData("Twilio:DebounceMs")]
    [InlineData("Telegram:PollSeconds")]
    public void How_channels_work_is_no_account(string key) => Decide((key, "1")).IsWhole.ShouldBeTrue();

    [Theory]
    [InlineData("Twilio:AccountSid", false, true)]
    [InlineData("Twilio:Accounts:second:AuthToken", false, true)]
    [InlineData("Twilio:ApiBaseUrl", false, true)]
    [InlineData("Telegram:ApiBaseUrl", true, false)]
    [InlineData("DemoShop:TelegramToken", true, false)]
    public void A_provider_of_which_anything_is_configured_is_never_simulated(string key, bool twilio, bool telegram)
    {
        var simulation = Decide((key, "1:fake"));

        (simulation.Twilio is not null).ShouldBe(twilio);
        (simulation.TelegramToken is not null).ShouldBe(telegram);
    }

    private Simulation Decide(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                [new("Gateway:DataPath", _data),
                new("Gateway:WorkspacesPath", Path.Combine(Testing.GatewayProcess.Root, "workspaces"))])
            .AddInMemoryCollection(
                settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)))
            .Build();
        var options = GatewayOptions.Read(configuration);
        return Simulation.Decide(
            configuration, options, () => Composition.ReadWithoutHost(configuration, options),
            () => (new Uri("http://127.0.0.1:8080"), new Uri("http://127.0.0.1:8081")));
    }
}

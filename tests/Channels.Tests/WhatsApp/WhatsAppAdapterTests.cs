using System.Text.Json;
using Gateway.Channels.Tests.Delivery;
using Gateway.Channels.Tests.Twilio;
using Gateway.Channels.Twilio;
using Gateway.Channels.WhatsApp;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.WhatsApp;

public sealed class WhatsAppAdapterTests : ChannelAdapterContract
{
    private const string ButtonTemplate = "HX0000000000000000000000000000000b";
    private const string Template = "HX0000000000000000000000000000000a";

    private static readonly QuickRepliesPart YesOrNo = new([new("Oui", "yes"), new("Non")]);

    protected override async Task<AdapterStage> StartAsync() => await TwilioStage.StartAsync(ChannelKind.WhatsApp);

    [Fact]
    public async Task A_message_goes_to_a_user_id_where_there_is_no_number()
    {
        var stage = (TwilioStage)Stage;
        stage.Twilio.Messages.OpenWindow(
            "whatsapp:+33900000002", "whatsapp:FR.8A7B6C5D4E", stage.Twilio.Clock.GetUtcNow());
        var context = stage.ContextOf(Entry("Bonjour"));
        context = context with
        {
            Delivery =
            context.Delivery with { Session = context.Delivery.Session with { ReplyTo = "FR.8A7B6C5D4E" } }
        };

        await stage.Adapter.SendAsync(context, MessagesOf(context)[0], CancellationToken.None);

        var sent = stage.Twilio.Messages.Sent.ShouldHaveSingleItem();
        (sent.From, sent.To, sent.ValidityPeriod).ShouldBe(("whatsapp:+33900000002", "whatsapp:FR.8A7B6C5D4E", "900"));
    }

    [Fact]
    public async Task Choices_are_buttons_where_the_workspace_has_a_template_for_so_many()
    {
        var stage = (TwilioStage)Stage;
        var context = stage.ContextOf(
            Entry("Voici la **lampe**.\n\nElle vous plaît\nvraiment ?") with { Parts = [YesOrNo] });
        context = context with
        {
            Channel = context.Channel with
            {
                Settings =
            new WhatsAppSettings { ButtonTemplates = new Dictionary<int, string> { [2] = ButtonTemplate } }
            }
        };

        foreach (var message in MessagesOf(context))
            (await stage.Adapter.SendAsync(context, message, CancellationToken.None))
                .ShouldBeOfType<SendOutcome.Sent>();

        var (text, buttons) = (stage.Twilio.Messages.Sent[0], stage.Twilio.Messages.Sent[1]);
        text.Body.ShouldBe("Voici la *lampe*.");
        buttons.ContentSid.ShouldBe(ButtonTemplate);
        JsonSerializer.Deserialize<Dictionary<string, string>>(buttons.ContentVariables!)
            .ShouldBe(new Dictionary<string, string>
            {
                ["1"] = "Elle vous plaît vraiment ?",
                ["2"] = "Oui",
                ["3"] = "yes",
                ["4"] = "Non",
                ["5"] = "Non",
            });
    }

    [Fact]
    public void Choices_are_numbered_where_there_is_no_template_for_so_many_or_a_title_is_too_long()
    {
        var templates = new Dictionary<int, string> { [3] = ButtonTemplate, [2] = ButtonTemplate };
        string Render(params QuickReply[] choices)
        {
            var context = Stage.ContextOf(Entry("Lequel ?") with { Parts = [new QuickRepliesPart(choices)] });
            return Stage.BodyOf(
                Stage.Adapter.Render(
                context with
                {
                    Channel = context.Channel with
                    {
                        Settings =
                new WhatsAppSettings { ButtonTemplates = templates }
                    }
                }).Messages.ShouldHaveSingleItem());
        }

        Render(new QuickReply("Un")).ShouldBe("Lequel ?\n\n1. Un\n\nRépondez avec le numéro de votre choix.");
        Render(new QuickReply("Un titre bien trop long pour un bouton"), new QuickReply("Deux"))
            .ShouldBe(
                "Lequel ?\n\n1. Un titre bien trop long pour un bouton\n2. Deux\n\nRépondez avec le numéro de votre choix.");
    }

    [Fact]
    public async Task Pictures_that_can_be_fetched_come_with_their_cards()
    {
        var stage = (TwilioStage)Stage;
        var context = stage.ContextOf(Entry("Deux lampes :") with
        {
            Parts =
            [
                new CardPart("Aube", null, "/demo/shop/aube.jpg", new Money(49.9m, "EUR"), [new("Choisir", "pick:1")]),
                new CardPart("Soir", null, "/demo/shop/soir.svg", null, [new("Choisir", "pick:2")]),
                new CardPart("Nuit", null, "http://127.0.0.1/nuit.png", null, []),
            ],
        });

        foreach (var message in MessagesOf(context))
            await stage.Adapter.SendAsync(context, message, CancellationToken.None);

        stage.Twilio.Messages.Sent.Select(sent => (sent.Body, string.Join(" ", sent.MediaUrls))).ShouldBe(
        [
            ("Deux lampes :", ""),
            ("Aube – 49,90\u00A0€\n1. Choisir", "https://gw.example.test/demo/shop/aube.jpg"),
            ("Soir\n2. Choisir\n\nNuit\n\nRépondez avec le numéro de votre choix.", ""),
        ]);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData((24 * 60) - 3, false)]
    [InlineData((24 * 60) - 1, true)]
    [InlineData(24 * 60 * 30, true)]
    public async Task A_template_goes_out_where_free_text_is_not_allowed(int minutesSince, bool isTemplate)
    {
        var stage = (TwilioStage)Stage;
        var context = Late(stage.ContextOf(Entry("Bonjour")), minutesSince);
        context = context with
        {
            Channel = context.Channel with
            {
                Settings = new WhatsAppSettings
                {
                    Template = new MessageTemplate(
                Template, new Dictionary<string, string> { ["1"] = "{name} vous \"répond\"" })
                }
            },
        };

        await stage.Adapter.SendAsync(context, MessagesOf(context).ShouldHaveSingleItem(), CancellationToken.None);

        var sent = stage.Twilio.Messages.Sent.ShouldHaveSingleItem();
        (sent.ContentSid, sent.Body).ShouldBe(isTemplate ? (Template, "") : (null, "Bonjour"));
        if (isTemplate)
            JsonSerializer.Deserialize<Dictionary<string, string>>(sent.ContentVariables!)!["1"]
                .ShouldBe("Lampes & Co vous \"répond\"");
    }

    [Fact]
    public void Without_a_template_it_is_refused_in_words_also_for_someone_who_never_wrote()
    {
        var context = Stage.ContextOf(Entry("Bonjour"));
        var never = context with
        {
            Delivery =
            context.Delivery with { Session = context.Delivery.Session with { LastInboundAt = null } }
        };

        foreach (var late in new[] { Late(context, 24 * 60), never, context with { WindowClosed = true } })
        {
            var rendering = Stage.Adapter.Render(late);
            rendering.Messages.ShouldBeEmpty();
            rendering.Refusal.ShouldNotBeNull().Code.ShouldBe("63016");
            rendering.Refusal.Words.ShouldContain("template");
        }
    }

    [Fact]
    public async Task What_Twilio_says_about_the_window_counts()
    {
        var stage = (TwilioStage)Stage;
        stage.Twilio.Messages.OpenWindow(
            "whatsapp:+33900000002", "whatsapp:+33600000001", stage.Twilio.Clock.GetUtcNow() - TimeSpan.FromDays(2));
        var context = stage.ContextOf(Entry("Bonjour"));

        (await stage.Adapter.SendAsync(context, MessagesOf(context)[0], CancellationToken.None))
            .ShouldBeOfType<SendOutcome.OutsideWindow>();
    }

    [Fact]
    public async Task A_template_whose_answer_was_lost_is_found()
    {
        var stage = (TwilioStage)Stage;
        var context = Late(stage.ContextOf(Entry("Bonjour")), 24 * 60);
        context = context with
        {
            Channel = context.Channel with
            {
                Settings =
            new WhatsAppSettings { Template = new MessageTemplate(Template, new Dictionary<string, string>()) }
            }
        };
        var message = MessagesOf(context)[0] with { HandedAt = stage.Twilio.Clock.GetUtcNow() };
        stage.Script(ProviderTurn.TakesAndIsNotHeard);

        (await stage.Adapter.SendAsync(context, message, CancellationToken.None)).ShouldBeOfType<SendOutcome.Unknown>();

        (await stage.Adapter.FindAsync(context, message, CancellationToken.None)).ShouldBeOfType<FindOutcome.Found>();
        TwilioSender.FromWire(message.Wire).Variables.ShouldBeNull();
    }

    private static OutboundContext Late(OutboundContext context, int minutes) =>
        context with
        {
            Delivery = context.Delivery with
            {
                Now = context.Delivery.Session.LastInboundAt!.Value
            + TimeSpan.FromMinutes(minutes)
            }
        };
}

using System.Globalization;
using Gateway.Channels.Telegram;
using Gateway.Channels.Tests.Delivery;
using Gateway.Channels.Tests.Web;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.StandIns.Telegram;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Telegram;

/// <summary>What every adapter promises, and what Telegram's own does besides.</summary>
public sealed class TelegramAdapterTests(RedisFixture redis) : ChannelAdapterContract
{
    private TelegramStage Telegram => (TelegramStage)Stage;

    protected override async Task<AdapterStage> StartAsync() =>
        await TelegramStage.StartAsync(redis.Server.ConnectionString);

    [Fact]
    public async Task Text_that_Telegram_cannot_parse_is_sent_once_more_without_its_looks()
    {
        Telegram.Fake.Next("sendMessage", FakeTelegramFault.NotParsed);

        (await SendAsync("**gras** <x>")).ShouldBeOfType<SendOutcome.Sent>();

        Telegram.Fake.Ledger.Messages.Single().Text.ShouldBe("gras <x>");
        Telegram.Fake.Ledger.Messages.Single().Entities.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(FakeTelegramFault.ErrorBefore)]
    [InlineData(FakeTelegramFault.ErrorAfter)]
    [InlineData(FakeTelegramFault.CloseBefore)]
    [InlineData(FakeTelegramFault.CloseAfter)]
    [InlineData(FakeTelegramFault.WrongJson)]
    public async Task What_may_have_been_taken_is_unknown(FakeTelegramFault fault)
    {
        Telegram.Fake.Next("sendMessage", fault);

        (await SendAsync("bonjour")).ShouldBeOfType<SendOutcome.Unknown>();

        Telegram.Fake.Requests.Count(request => request.Method == "sendMessage").ShouldBe(1);
    }

    [Fact]
    public async Task Floods_in_several_chats_are_the_bots_own()
    {
        Telegram.Fake.Next(
            "sendMessage", FakeTelegramFault.TooMany, FakeTelegramFault.TooMany, FakeTelegramFault.TooMany);

        var outcomes = new List<bool>();
        for (var i = 0; i < 3; i++)
            outcomes.Add(
                (await SendAsync("x", chat: TelegramHost.NewChat())).ShouldBeOfType<SendOutcome.NotTaken>().Everyone);

        outcomes.ShouldBe([false, false, true]);
    }

    [Fact]
    public async Task A_group_that_has_moved_is_written_to_where_it_is()
    {
        var (before, after) = (-TelegramHost.NewChat(), -1_001_000_000_000 - TelegramHost.NewChat());
        Telegram.Fake.Moved[before] = after;

        (await SendAsync("bonjour", chat: before)).ShouldBeOfType<SendOutcome.NotTaken>();
        (await SendAsync("bonjour", chat: before)).ShouldBeOfType<SendOutcome.Sent>();

        Telegram.Fake.Ledger.Messages.Single().Chat.ShouldBe(after);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_fetched_leaves_its_words()
    {
        var entry = Entry(
            "") with
        { Parts = [new CardPart("Lampe", "En laiton", "https://shop.example.test/x.jpg", null, [])] };
        Telegram.Fake.Next("sendPhoto", FakeTelegramFault.NotParsed);
        (await SendAsync(entry)).ShouldBeOfType<SendOutcome.Sent>();

        Telegram.Fake.Ledger.Messages.Single().Text.ShouldBe("Lampe\nEn laiton");
        Telegram.Fake.Ledger.Messages.Single().Photo.ShouldBe("https://shop.example.test/x.jpg");
    }

    [Fact]
    public async Task Forms_and_numbers_are_told_in_words()
    {
        var entry = Entry("Vos coordonnées ?") with
        {
            Parts =
            [
                new FormPart(
                    "contact", "Envoyer",
                    [new("name", "Votre nom", "text", true), new("phone", "Votre téléphone", "tel", false)]),
                new LinkPart("01 23 45 67 89", "tel:+33123456789"),
                new LinkPart("La boutique", "tel:+33123456788"),
            ],
        };
        (await SendAsync(entry)).ShouldBeOfType<SendOutcome.Sent>();

        Telegram.Fake.Ledger.Messages.Single().Text.ShouldBe(
            "Vos coordonnées ?\n\nRépondez en un message, une ligne par point :\n- Votre nom\n- Votre téléphone (facultatif)\n\n01 23 45 67 89\n\nLa boutique : +33123456788");
    }

    [Fact]
    public async Task Several_cards_with_pictures_are_an_album_and_then_words_with_the_buttons()
    {
        var entry = Entry("Voici :") with
        {
            Parts =
            [
                new CardPart(
                    "Aube", null, "https://shop.example.test/a.jpg", new Money(49.9m, "EUR"),
                    [new("Choisir", "pick:1"), new("Voir", Url: "/aube")]),
                new CardPart("Soir", null, "/images/s.jpg", null, [new("Choisir", "pick:2")]),
            ],
        };
        var context = Stage.ContextOf(entry);

        foreach (var message in MessagesOf(context))
            (await Stage.Adapter.SendAsync(context, message, CancellationToken.None))
                .ShouldBeOfType<SendOutcome.Sent>();

        Telegram.Fake.Ledger.Messages.Select(message => message.Text)
            .ShouldBe(["Voici :", "Aube\n49,90\u00A0€", "Soir", "Aube\n49,90\u00A0€\n\nSoir"]);
        Telegram.Fake.Ledger.Messages.Select(message => message.Photo)
            .ShouldBe([null, "https://shop.example.test/a.jpg", "https://gateway.example.test/images/s.jpg", null]);
        Telegram.Fake.Ledger.Messages[3].Buttons.Select(button => (button.Text, button.Url)).ShouldBe(
            [("Choisir – Aube", null), ("Choisir – Soir", null), ("Voir", "https://gateway.example.test/aube")]);
        TelegramChoice.TryParse(Telegram.Fake.Ledger.Messages[3].Buttons[1].Data, out var choice).ShouldBeTrue();
        (choice!.Seq, choice.Index).ShouldBe((2, 1));
    }

    [Fact]
    public async Task What_an_operator_writes_is_shown_as_they_wrote_it()
    {
        (await SendAsync(Entry("2*3*4 & <b>") with { Role = EntryRole.Operator })).ShouldBeOfType<SendOutcome.Sent>();

        Telegram.Fake.Ledger.Messages.Single().Text.ShouldBe("2*3*4 & <b>");
        Telegram.Fake.Ledger.Messages.Single().Entities.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reply_whose_beginning_is_on_the_screen_is_finished_there_however_often_it_is_tried()
    {
        var begun = await BeginAsync("Début");
        var context = Previewed("Début et fin", $"{begun}");
        var message = MessagesOf(context)[0];
        Telegram.Fake.Next("editMessageText", FakeTelegramFault.ErrorAfter);

        (await Stage.Adapter.SendAsync(context, message, CancellationToken.None))
            .ShouldBeOfType<SendOutcome.NotTaken>();
        (await Stage.Adapter.SendAsync(context, message, CancellationToken.None))
            .ShouldBe(new SendOutcome.Sent($"{begun}"));

        Telegram.Fake.Ledger.Messages.Single().Text.ShouldBe("Début et fin");
    }

    [Theory]
    [InlineData("1007", true)]
    [InlineData("editing 1007", true)]
    [InlineData("sending", false)]
    [InlineData(null, false)]
    public async Task Only_what_is_finished_in_its_place_may_be_handed_over_again(string? note, bool mayBe)
    {
        var context = Previewed("Début et fin", note);

        (await Stage.Adapter.MayRepeatAsync(context, MessagesOf(context)[0])).ShouldBe(mayBe);
    }

    [Theory]
    [InlineData("sending", 40, 2)]
    [InlineData("none", 0, 2)]
    [InlineData(null, 0, 2)]
    public async Task A_reply_whose_beginning_is_no_ones_is_sent_anew(string? note, int secondsLater, int messages)
    {
        await BeginAsync("Début");
        var context = Previewed("Début et fin", note, secondsLater);

        (await Stage.Adapter.SendAsync(context, MessagesOf(context)[0], CancellationToken.None))
            .ShouldBeOfType<SendOutcome.Sent>();

        Telegram.Fake.Ledger.Messages.Count.ShouldBe(messages);
    }

    [Fact]
    public async Task A_draft_whose_node_has_died_holds_the_reply_up_for_a_moment_only()
    {
        var context = Previewed("Début et fin", "drafting", secondsLater: 2);

        (await Stage.Adapter.SendAsync(context, MessagesOf(context)[0], CancellationToken.None))
            .ShouldBeOfType<SendOutcome.Sent>();
    }

    [Theory]
    [InlineData("sending")]
    [InlineData("drafting")]
    [InlineData("editing 7")]
    public async Task Who_has_no_time_to_wait_for_what_is_under_way_has_surely_sent_nothing(string note)
    {
        var context = Previewed("Début et fin", note);

        (await Stage.Adapter.SendAsync(context, MessagesOf(context)[0], new CancellationToken(canceled: true)))
            .ShouldBeOfType<SendOutcome.NotTaken>();

        Telegram.Fake.Requests.ShouldNotContain(request => request.Method == "sendMessage");
    }

    [Fact]
    public async Task A_beginning_that_the_contact_has_deleted_is_sent_anew()
    {
        var context = Previewed("Début et fin", "424242");

        (await Stage.Adapter.SendAsync(context, MessagesOf(context)[0], CancellationToken.None))
            .ShouldBeOfType<SendOutcome.NotTaken>();
        (await Telegram.PreviewAsync(context)).ShouldBe("none");
    }

    [Fact]
    public void The_pace_is_nine_tenths_of_what_Telegram_publishes()
    {
        TelegramAdapter.PaceOf(new TelegramAddress(1)).ShouldBe(new Pace(27, 27, 0.9, 2));
        TelegramAdapter.PaceOf(new TelegramAddress(-1)).ShouldBe(new Pace(27, 27, 0.3, 1));
    }

    private async Task<int> BeginAsync(string text)
    {
        var context = Stage.ContextOf(Entry(text));
        return int.Parse(
            ((SendOutcome.Sent)await Stage.Adapter.SendAsync(
            context, MessagesOf(context)[0], CancellationToken.None)).ExternalId, CultureInfo.InvariantCulture);
    }

    private OutboundContext Previewed(string text, string? note, int secondsLater = 0)
    {
        var context = Stage.ContextOf(Entry(text));
        var delivery = context.Delivery;
        return context with
        {
            Delivery = delivery with
            {
                Preview = note,
                Entry = delivery.Entry with { TurnId = new TurnId(delivery.Id.Session, 1).ToString() },
                Now = delivery.Entry.At.AddSeconds(secondsLater),
            },
        };
    }

    private Task<SendOutcome> SendAsync(string text, long? chat = null) => SendAsync(Entry(text), chat);

    private Task<SendOutcome> SendAsync(Entry entry, long? chat = null)
    {
        var context = Stage.ContextOf(entry);
        if (chat is { } other)
            context = context with
            {
                Delivery =
                context.Delivery with { Session = context.Delivery.Session with { ReplyTo = $"{other}" } }
            };
        return Stage.Adapter.SendAsync(context, MessagesOf(context)[0], CancellationToken.None);
    }

    private sealed class TelegramStage(TelegramHost host, ManualClock clock) : AdapterStage
    {
        private readonly SessionId _session = SessionId.New(7, clock.GetUtcNow());
        private readonly long _chat = TelegramHost.NewChat();

        public FakeTelegram Fake => host.Telegram;

        public override IChannelAdapter Adapter => host.Get<IEnumerable<IChannelAdapter>>().Single();

        public override IReadOnlyList<string> Secrets => [Fake.Token];

        public override IReadOnlyList<string> Logged => [.. host.Logged];

        public override int Taken => Fake.Ledger.Messages.Count;

        public static async Task<TelegramStage> StartAsync(string redis)
        {
            var clock = new ManualClock();
            var telegram = await FakeTelegram.StartAsync(clock);
            telegram.KeepsPace = false;
            return new TelegramStage(
                await TelegramHost.StartAsync(redis, telegram, publicUrl: TelegramHost.PublicUrl, clock: clock), clock);
        }

        public async Task<string?> PreviewAsync(OutboundContext context) =>
            await host.Get<Previews>().ReadAsync(new TurnId(context.Delivery.Id.Session, 1));

        public override OutboundContext ContextOf(Entry entry) => new(
            new OutboundEntry(
                new DeliveryId(_session, entry.Seq),
                new Session(
                    _session, "shop", ChannelKind.Telegram, $"{_chat}", null, "fr", SessionStatus.Open, entry.Seq,
                    entry.At, entry.At)
                { Line = Fake.Bot, LastInboundAt = entry.At },
                entry, entry.At),
            host.Shops.All.Single(), host.Shops.All.Single().Channels[0]);

        public override string BodyOf(string wire) => TelegramWire.Parse(wire).Plain;

        public override string SeenOf(string wire)
        {
            var message = TelegramWire.Parse(wire);
            return string.Join('\n', new[] { message.Html }.Concat(message.Captions ?? []).Select(Seen)
                .Concat(
                    (message.Buttons ?? []).SelectMany(row => row).Select(button => $"{button.Text} {button.Url}")));
        }

        public override void Script(ProviderTurn turn)
        {
            switch (turn)
            {
                case ProviderTurn.TakesAndIsNotHeard:
                    Fake.Next("sendMessage", FakeTelegramFault.CloseAfter);
                    break;
                case ProviderTurn.HasNoTime:
                    Fake.Next("sendMessage", FakeTelegramFault.TooMany);
                    break;
                case ProviderTurn.Refuses:
                    Fake.Next("sendMessage", FakeTelegramFault.Refused);
                    break;
                case ProviderTurn.IsOptedOut:
                    Fake.Blocked[_chat] = true;
                    break;
                case ProviderTurn.DoesNotKnowUs:
                    Fake.IsRevoked = true;
                    break;
                case ProviderTurn.Hangs:
                    Fake.Next("sendMessage", FakeTelegramFault.HangBefore);
                    break;
            }
        }

        public override Task CutOffAsync() => Fake.GoDownAsync();

        public override Task AttemptedAsync() => Fake.NextAttemptAsync("sendMessage");

        public override void PassTimeLimit() => clock.Advance(TimeSpan.FromSeconds(11));

        public override async ValueTask DisposeAsync()
        {
            await host.DisposeAsync();
            await Fake.DisposeAsync();
        }

        private static string Seen(string html)
        {
            var (text, entities) = BotHtml.Read(html);
            foreach (var link in entities.Where(entity => entity.Link is not null)
                .OrderByDescending(entity => entity.Offset))
                text = text.Insert(link.Offset + link.Length, $" {link.Link} ");
            return text;
        }
    }
}

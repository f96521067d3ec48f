using Gateway.Brain.Prospects;
using Gateway.Brain.Shop;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Shop;

/// <summary>
/// The shop's dialogues as they are held by SMS, WhatsApp and Telegram: buttons are pressed the way that channel's
/// contacts do, and the words must suffice.
/// </summary>
public sealed class ChannelDialogueTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private static readonly string[] Channels = [ChannelKind.Sms, ChannelKind.WhatsApp, ChannelKind.Telegram];

    public static TheoryData<string, string> Cases { get; } =
        [.. Channels.SelectMany(channel => DialogueTests.Files.Select(row => (channel, row.Data)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_shop_holds_the_conversation_on_the_channel(string channel, string file)
    {
        var dialogue = Dialogue.Load(Path.Combine(DialogueTests.Folder(), $"{file}.json"));
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(
            dialogue.Locale, channel: channel, address: channel == ChannelKind.Telegram ? "700000001" : "+33600000001");
        conversation.Sender = SenderOn(channel);
        dialogue = await AsSaidOnAsync(channel, dialogue);

        var wrong = (await DialogueRunner.RunAsync(dialogue, async (text, payload) =>
        {
            var turn = conversation.NextOf(Press(channel, conversation, text, payload));
            var answer = conversation.Commit(await conversation.RunAsync(turn), turn);
            return new DialogueAnswer(answer!.Text, answer.Parts);
        })).ToList();
        var recorded = await RecordedAsync(conversation);
        wrong.AddRange(DialogueRunner.Differences(dialogue.Prospect, [.. recorded.Select(one => one.Prospect)]));

        wrong.ShouldBeEmpty($"{dialogue.Name}\n  {string.Join("\n  ", wrong)}");
        recorded.ShouldAllBe(one => one.Channel == channel);
        conversation.Contact.ShouldNotBeNull();
        brain.Contacts.Resolved.ShouldHaveSingleItem();
        brain.Consents.Recorded.ShouldBeEmpty();
    }

    // What is offered is chosen by its number where there are no buttons, and by its button on Telegram. A button that
    // is not in sight comes from an older message: it brings its payload on Telegram and WhatsApp.
    private static MessageContent Press(string channel, Conversation conversation, string text, string? payload)
    {
        var offered = Choices.Of(
            conversation.Transcript.LastOrDefault(entry => entry.Role == EntryRole.Agent)?.Parts ?? []);
        var index = payload is null
            ? -1
            : offered.ToList()
                .FindIndex(
                    choice => choice.Payload is { } sent
                    && (sent == payload || sent.StartsWith($"{payload}:", StringComparison.Ordinal)));
        if (payload is null)
            return new MessageContent(text) { Keyword = ConsentKeywords.Find(text, TestChannels.Hearing(channel)) };
        if (index < 0)
            return new MessageContent(text) { Payload = payload };
        return channel == ChannelKind.Telegram
            ? new MessageContent(offered[index].Title) { Payload = offered[index].Payload }
            : new MessageContent((index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    // By SMS nothing old can be pressed: an order is put in words, and what only a stale button could say is not said.
    private async Task<Dialogue> AsSaidOnAsync(string channel, Dialogue dialogue)
    {
        if (channel != ChannelKind.Sms)
            return dialogue;
        List<DialogueTurn> turns = [];
        foreach (var turn in dialogue.Turns)
        {
            if (turns.Count == 0 && ShopPayload.OrderedHandle(turn.Payload) is { } handle)
                turns.Add(
                    turn with { Say = $"{turn.Say} {await TitleAsync(handle, dialogue.Locale)}", Payload = null });
            else if (ConfirmPayload.DigestIn(turn.Payload) is null)
                turns.Add(turn);
        }

        return dialogue with { Turns = turns };
    }

    private async Task<string> TitleAsync(string handle, string locale)
    {
        await using var db = shop.Database.CreateDbContext();
        return await db.Products.Where(product => product.Handle == handle)
            .Join(
                db.ProductTexts.Where(text => text.Locale == locale), product => product.Id, text => text.ProductId,
                (product, text) => text.Title)
            .SingleAsync(TestContext.Current.CancellationToken);
    }

    private static Sender SenderOn(string channel) => new("Zoé", channel switch
    {
        ChannelKind.Sms => [new ContactIdentity(IdentityKind.Phone, "+33600000001")],
        ChannelKind.WhatsApp =>
            [new ContactIdentity(IdentityKind.Phone, "+33600000001"),
                new ContactIdentity(IdentityKind.WhatsAppUser, "FR.8A7B6C5D4E")],
        _ => [new ContactIdentity(IdentityKind.TelegramUser, "700000001")],
    });

    private async Task<List<(string Channel, DialogueProspect Prospect)>> RecordedAsync(Conversation conversation)
    {
        await using var db = shop.Database.CreateDbContext();
        var rows = await db.ProspectOrders.Include(order => order.Prospect)
            .Where(order => order.Prospect.SessionId == conversation.Id.Value
                && order.Prospect.Status == ProspectStatus.Hot)
            .ToListAsync(TestContext.Current.CancellationToken);
        return [.. rows.Select(row => (row.Prospect.Channel, new DialogueProspect(
            row.Prospect.LastName!, row.Prospect.FirstName!, row.Prospect.Phone!, row.Address, row.ProductHandle,
            row.Quantity, row.FreeDelivery)))];
    }
}

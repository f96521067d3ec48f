using Gateway.Brain.Reception;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.Reception;

/// <summary>Contacts whom no door can refuse, and who write more than is answered.</summary>
public sealed class ManyMessagesTests
{
    private static readonly Workspace Shop =
        TestBrain.DemoWorkspace with { Escalation = new Escalation("+33140000000", null) };

    [Theory]
    [InlineData(ChannelKind.Sms, "fr", "pause", 20)]
    [InlineData(ChannelKind.WhatsApp, "en", "short break", 20)]
    [InlineData(ChannelKind.Telegram, "fr", "pause", 60)]
    public async Task Beyond_the_hours_messages_they_are_told_once_in_their_language_and_all_is_kept(
        string channel, string locale, string words, int most)
    {
        var clock = new ManualClock();
        var model = new ScriptedModel(ScriptedModel.Says("Oui."));
        await using var brain = new TestBrain(Shop, model);
        var conversation = brain.Open(locale, clock, channel, "+33600000001");

        for (var round = 0; round < most; round++)
            (await AskAsync(conversation, round)).ShouldNotBeNull();
        var asked = model.Requests.Count;
        var told = (await AskAsync(conversation, most)).ShouldNotBeNull();
        for (var round = 1; round < 25; round++)
            (await AskAsync(conversation, most + round)).ShouldBeNull();

        told.Text.ShouldContain(words);
        told.Text.ShouldContain("+33");
        told.SaysPause.ShouldBeTrue();
        model.Requests.Count.ShouldBe(asked, "no model is asked");
        conversation.Transcript.Count(entry => entry.Role == EntryRole.Contact).ShouldBe(most + 25);
        conversation.Transcript.Count(entry => entry.Role == EntryRole.System).ShouldBe(1);

        clock.Advance(TimeSpan.FromHours(1));
        (await AskAsync(conversation, most + 25)).ShouldNotBeNull().Text.ShouldContain("Oui.");
    }

    [Fact]
    public async Task Beyond_the_days_messages_they_are_told_once_more_and_go_on_the_next_day()
    {
        var clock = new ManualClock();
        await using var brain = new TestBrain(
            Shop, new ScriptedModel(ScriptedModel.Says("Oui.")),
            services => services.Configure<ContactOptions>(options =>
        {
            options.MessagesPerHour = 3;
            options.MessagesPerDay = 5;
        }));
        var conversation = brain.Open("fr", clock, ChannelKind.Sms, "+33600000001");
        for (var round = 0; round < 4; round++)
            await AskAsync(conversation, round);
        clock.Advance(TimeSpan.FromHours(1));

        (await AskAsync(conversation, 4)).ShouldNotBeNull().Text.ShouldContain("Oui.");
        (await AskAsync(conversation, 5)).ShouldNotBeNull().Text.ShouldContain("demain");
        clock.Advance(TimeSpan.FromHours(2));
        (await AskAsync(conversation, 6)).ShouldBeNull();
        clock.Advance(TimeSpan.FromHours(21));
        (await AskAsync(conversation, 7)).ShouldNotBeNull().Text.ShouldContain("Oui.");
    }

    [Fact]
    public async Task A_stop_is_confirmed_however_much_was_written()
    {
        await using var brain = new TestBrain(
            Shop, new ScriptedModel(ScriptedModel.Says("Oui.")),
            services => services.Configure<ContactOptions>(options => options.MessagesPerHour = 1));
        var conversation = brain.Open("fr", channel: ChannelKind.WhatsApp, address: "+33600000001");
        for (var round = 0; round < 4; round++)
            await AskAsync(conversation, round);

        (await conversation.SendAsync("STOP", "Merci, au revoir")).ShouldNotBeNull().ConfirmsStop.ShouldBeTrue();
    }

    [Fact]
    public async Task A_visitor_of_the_page_is_not_counted_here()
    {
        await using var brain = new TestBrain(
            Shop, new ScriptedModel(ScriptedModel.Says("Oui.")),
            services => services.Configure<ContactOptions>(options => options.MessagesPerHour = 1));
        var conversation = brain.Open("fr");

        for (var round = 0; round < 4; round++)
            (await AskAsync(conversation, round)).ShouldNotBeNull().Text.ShouldContain("Oui.");
    }

    // Each time other words, as a person's are.
    private static Task<NewEntry?> AskAsync(Conversation conversation, int round) => conversation.SayAsync(
        string.Join(
        ' ',
        Enumerable.Range(0, 6)
        .Select(place => $"mot{(char)('a' + (round % 26))}{(char)('a' + (round / 26))}{(char)('a' + place)}")) + " ?");
}

using Gateway.Brain.House.Reading;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Reception;

public sealed class MachinesTests
{
    private const string Ours = "+33600000001";

    [Theory]
    [InlineData("fr", "Nous avons bien reçu votre message et vous répondrons dans les 48 heures")]
    [InlineData("en", "We have received your message and will answer within two working days")]
    [InlineData("fr", "Je suis absente du bureau et je lirai vos messages à mon retour lundi")]
    public async Task The_same_words_over_and_over_are_answered_a_few_times_and_operators_are_told(
        string locale, string words)
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open(locale, channel: ChannelKind.Sms, address: Ours);

        for (var round = 0; round < 25; round++)
            await conversation.SayAsync(words);

        conversation.Transcript.Count(entry => entry.Role == EntryRole.Agent).ShouldBeLessThanOrEqualTo(3);
        conversation.Transcript.Count(entry => entry.Role == EntryRole.System).ShouldBe(1);
    }

    [Fact]
    public async Task Almost_the_same_words_are_the_same()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open("en", channel: ChannelKind.Sms, address: Ours);

        for (var round = 0; round < 25; round++)
            await conversation.SayAsync(
                $"Your request was filed under ticket {4_821 + round} at 10:{10 + round}, we will call you");

        conversation.Transcript.Count(entry => entry.Role == EntryRole.Agent).ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task Two_machines_words_in_turn_are_known_as_well()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open("en", channel: ChannelKind.WhatsApp, address: Ours);

        for (var round = 0; round < 24; round++)
            await conversation.SayAsync(
                round % 2 == 0 ? "We are closed at the moment, sorry" : "Please call our hotline in the morning");

        conversation.Transcript.Count(entry => entry.Role == EntryRole.Agent).ShouldBeLessThanOrEqualTo(6);
    }

    [Theory]
    [InlineData("Réponse automatique : je suis absent jusqu’au 12.")]
    [InlineData("Automatic reply: I am out of the office.")]
    [InlineData("Auto-reply: back on Monday")]
    [InlineData("Ceci est un message automatique, merci de ne pas y répondre.")]
    [InlineData("This is an automated message. Please do not reply to this message.")]
    [InlineData("Absence du bureau")]
    [InlineData("Out of Office: back on the 3rd")]
    [InlineData("Votre message n’a pas pu être distribué")]
    public async Task What_only_a_machine_says_is_never_answered(string words)
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open("fr", channel: ChannelKind.Sms, address: Ours);

        await conversation.SayAsync(words);

        conversation.Transcript.Select(entry => entry.Role).ShouldBe([EntryRole.Contact, EntryRole.System]);
    }

    [Theory]
    [InlineData("Is this an automatic reply?")]
    [InlineData("C'est une réponse automatique ?")]
    [InlineData("I am out of the office until Friday, can you deliver on Saturday?")]
    [InlineData("Je suis absent demain, livrez samedi")]
    [InlineData("I need an automatic coffee machine")]
    [InlineData("Avez-vous une montre automatique")]
    [InlineData("My parcel could not be delivered")]
    public void What_a_person_says_is_not_a_machines(string words) => AutomaticReplies.IsOne(words).ShouldBeFalse();

    [Fact]
    public async Task A_person_who_writes_something_else_is_answered_again()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open("en", channel: ChannelKind.Sms, address: Ours);
        for (var round = 0; round < 6; round++)
            await conversation.SayAsync("We have received your message and will get back to you");

        (await conversation.SayAsync("Sorry, that was my machine. Hello!"))
            .ShouldNotBeNull().Role.ShouldBe(EntryRole.Agent);
    }

    [Fact]
    public async Task Short_answers_may_come_often()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open("en", channel: ChannelKind.Sms, address: Ours);

        for (var round = 0; round < 5; round++)
            (await conversation.SayAsync("ok")).ShouldNotBeNull().Role.ShouldBe(EntryRole.Agent);
    }

    [Theory]
    [InlineData(NoAnswer.NamedSender)]
    [InlineData(NoAnswer.ShortCode)]
    [InlineData(NoAnswer.OwnLine)]
    public async Task Where_no_one_reads_an_answer_none_is_given_and_operators_are_told_once(NoAnswer reason)
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open("fr", channel: ChannelKind.Sms, address: "FREEMOBILE");

        for (var round = 0; round < 3; round++)
            await conversation.SendAsync(new MessageContent($"Votre facture {round} est prête") { NoAnswer = reason });

        conversation.Transcript.Select(entry => entry.Role)
            .ShouldBe([EntryRole.Contact, EntryRole.System, EntryRole.Contact, EntryRole.Contact]);
    }

    [Fact]
    public async Task A_visitor_of_the_page_is_always_answered()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open("en");

        for (var round = 0; round < 8; round++)
            (await conversation.SayAsync("hello, is there anyone there"))
                .ShouldNotBeNull().Role.ShouldBe(EntryRole.Agent);
    }
}

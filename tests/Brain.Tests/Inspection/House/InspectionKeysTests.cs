using Gateway.Brain.Tests.Records;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Inspection.House;

/// <summary>Callers whose words nobody recognises: they go on by the telephone's keys.</summary>
public sealed class InspectionKeysTests(RecordsServer server) : IAsyncLifetime
{
    private const string Caller = "+33639980123";

    private RecordsDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Who_answers_by_keys_is_told_what_to_press()
    {
        await using var talk = new InspectionTalk(_database, "fr", ChannelKind.Voice, Caller);

        (await talk.PressAsync("*")).ShouldContain(
            "\n1 Je voudrais un rendez-vous\n2 Je dois déplacer mon rendez-vous\n3 C’est combien");
        (await talk.PressAsync("1")).ShouldContain("\n3 mer. 2 déc.");
        await talk.PressAsync("3");

        talk.State.Draft.SlotId.ShouldBe("20261202T0700Z-voiture_particuliere");
    }

    [Fact]
    public async Task Who_speaks_is_not_told_what_to_press()
    {
        await using var talk = new InspectionTalk(_database, "fr", ChannelKind.Voice, Caller);

        (await talk.SayAsync("bonjour")).ShouldNotContain("déplacer");

        talk.Conversation.Transcript[^1].Parts.ShouldBeEmpty();
    }
}

using Gateway.Brain.ChatModels;
using Gateway.Sessions;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.Agents;

public sealed class SentAlongTests
{
    private static readonly MessageContent Photo = new("Vous avez ceci ?")
    {
        Attachments = [new Attachment("/media/0123456789abcdef0123456789abcdef", "image/jpeg", "cocotte.jpg")],
        Location = new GeoLocation(45.75, 4.85, "Lyon"),
    };

    [Fact]
    public async Task A_model_is_told_what_came_with_the_words_and_given_the_words_alone()
    {
        var request = (await AskAsync(Photo))[0];

        request[^2].Role.ShouldBe(ChatRole.User);
        request[^2].Text.ShouldBe("(sent an image \"cocotte.jpg\", a place \"Lyon\" at 45.75, 4.85)");
        request[^1].Text.ShouldBe("Vous avez ceci ?");
    }

    [Fact]
    public async Task A_picture_is_handed_on_by_an_address_signed_for_its_workspace()
    {
        var request = (await AskAsync(Photo))[0];

        var picture = request[^1].Contents.OfType<UriContent>().Single();
        picture.Uri.AbsoluteUri.ShouldBe(
            "https://gateway.example.test/media/0123456789abcdef0123456789abcdef?token=demo-shop");
        picture.MediaType.ShouldBe("image/jpeg");
    }

    [Fact]
    public async Task A_picture_of_an_earlier_turn_is_only_mentioned()
    {
        var request = (await AskAsync(Photo, new MessageContent("Alors ?")))[1];

        request.SelectMany(message => message.Contents).OfType<UriContent>().ShouldBeEmpty();
        request.Select(message => message.Text)
            .ShouldContain("Vous avez ceci ?\n(sent an image \"cocotte.jpg\", a place \"Lyon\" at 45.75, 4.85)");
    }

    [Fact]
    public async Task A_file_that_is_no_picture_is_never_attached()
    {
        var request = (await AskAsync(
            new MessageContent(
            "Et ceci ?")
            {
                Attachments =
            [new Attachment("/media/0123456789abcdef0123456789abcdef", "image/svg+xml")]
            }))[0];

        request[^2].Text.ShouldBe("(sent an image)");
        request.SelectMany(message => message.Contents).OfType<UriContent>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_model_of_words_does_not_learn_the_address()
    {
        var model = new ScriptedModel(ScriptedModel.Says("Oui."));
        using var wordsOnly = new WordsOnlyChatClient(model);

        await wordsOnly.GetResponseAsync(
            [new ChatMessage(
            ChatRole.User,
            [new TextContent("Et ça ?"), new UriContent("https://gateway.example.test/media/x", "image/png")])]);

        model.Requests[0].Single().Contents.Single().ShouldBeOfType<TextContent>().Text.ShouldBe("Et ça ?");
    }

    private static async Task<List<IReadOnlyList<ChatMessage>>> AskAsync(params MessageContent[] messages)
    {
        var model = new ScriptedModel(ScriptedModel.Says("Bonjour."));
        await using var brain = new TestBrain(TestBrain.DemoWorkspace, model);
        var conversation = brain.Open();
        foreach (var message in messages)
            await conversation.SendAsync(message);
        return model.Requests;
    }
}

using Gateway.Brain.Tests.ChatModels.Wires;
using Gateway.Testing;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.ChatModels;

/// <summary>What comes in, and how.</summary>
public abstract partial class ServiceContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    public async Task An_answer_is_the_same_wherever_its_bytes_are_split(int bytes)
    {
        var wire = Wire();
        var answer = wire.Answer(
            wire.Words("Voilà ", "une 🏮 à ", "12 €."), wire.Call("c1", ToolName, "{\"query\":", "\"été 🏮\"}"));
        await using var model = await AskingAsync(answer with { PieceBytes = bytes });

        var response = (await model.StreamAsync().ToListAsync(Token)).ToChatResponse();

        response.Text.ShouldBe("Voilà une 🏮 à 12 €.");
        response.Messages.SelectMany(message => message.Contents)
            .OfType<FunctionCallContent>()
            .Single()
            .Arguments!["query"]!.ToString()
            .ShouldBe("été 🏮");
    }

    [Fact]
    public async Task Arguments_come_in_fragments_of_any_size()
    {
        var letters = "{\"query\": \"une \\\"lampe\\\" à pétrole\"}".Select(letter => letter.ToString()).ToArray();
        await using var model = await AskingAsync(Calling("c1", ToolName, ["", .. letters, ""]));

        CallsIn(await model.StreamAsync().ToListAsync(Token)).ShouldHaveSingleItem().Arguments!["query"]!.ToString()
            .ShouldBe("une \"lampe\" à pétrole");
    }

    [Fact]
    public async Task Several_calls_of_one_answer_come_each_whole()
    {
        var wire = Wire();
        await using var model = await AskingAsync(wire.Answer(
            wire.Words("Je regarde."), wire.Call("c1", ToolName, "{\"query\":", "\"a\"}"),
            wire.Call("c2", ToolName, "{\"query\":\"b\"}"), wire.Call("c3", "other", "{}")));

        var updates = await model.StreamAsync().ToListAsync(Token);

        CallsIn(updates).Select(call => $"{call.CallId} {call.Name} {string.Join(' ', call.Arguments?.Values ?? [])}")
            .ShouldBe(["c1 look_up a", "c2 look_up b", "c3 other "]);
        updates.ToChatResponse().Text.ShouldBe("Je regarde.");
    }

    [Fact]
    public async Task What_says_nothing_changes_nothing()
    {
        var wire = Wire();
        await using var model = await AskingAsync(wire.Answer(
            wire.KeepAlive(), wire.EmptyDelta(), wire.Words("Bon", "", "jour."), wire.KeepAlive(), wire.EmptyDelta(),
            wire.Call("c1", ToolName, "", "{\"query\":\"a\"}", ""), wire.KeepAlive()));

        var updates = await model.StreamAsync().ToListAsync(Token);

        updates.ToChatResponse().Text.ShouldBe("Bonjour.");
        CallsIn(updates).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_error_in_the_middle_of_a_stream_is_a_failure_after_what_was_said()
    {
        var wire = Wire();
        await using var model = await AskingAsync(
            wire.Open(Ending.Whole, wire.Words("Une lampe "), wire.Error(), wire.Words("rouge")));

        var (updates, failure) = await TakeAsync(model);

        updates.ToChatResponse().Text.ShouldBe("Une lampe ");
        failure.ShouldNotBeNull().ShouldNotBeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public async Task A_connection_that_breaks_is_a_failure_after_what_was_said()
    {
        var wire = Wire();
        await using var service = await StartAsync(wire.Open(Ending.Hangs, wire.Words("Une lampe ")));
        await using var model = Ask(service);
        var said = "";

        var failure = await Record.ExceptionAsync(async () =>
        {
            await foreach (var update in model.StreamAsync())
            {
                said += update.Text;
                if (said.Length > 0)
                    service.Break();
            }
        });

        said.ShouldBe("Une lampe ");
        failure.ShouldNotBeNull().ShouldNotBeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public async Task An_error_in_place_of_the_first_word_is_a_failure()
    {
        var wire = Wire();
        await using var model = await AskingAsync(wire.Open(Ending.Whole, wire.KeepAlive(), wire.Error()));

        (await TakeAsync(model)).Failure.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_answer_without_anything_ends_without_anything()
    {
        var wire = Wire();
        await using var model = await AskingAsync(wire.Answer(wire.EmptyDelta()));

        var (updates, failure) = await TakeAsync(model);

        failure.ShouldBeNull();
        updates.ToChatResponse().Text.ShouldBeEmpty();
        CallsIn(updates).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_of_a_tool_that_there_is_not_comes_as_it_is()
    {
        await using var model = await AskingAsync(Calling("c1", "drop_tables", "{\"now\":true}"));

        CallsIn(await model.StreamAsync().ToListAsync(Token)).ShouldHaveSingleItem().Name.ShouldBe("drop_tables");
    }

    [Theory]
    [InlineData("{oops")]
    [InlineData("{\"query\": \"lam")]
    [InlineData("[1, 2]")]
    [InlineData("lampe")]
    public async Task Arguments_that_are_no_object_are_a_malformed_call_and_no_failure(string arguments)
    {
        await using var model = await AskingAsync(Calling("c1", ToolName, arguments));

        var (updates, failure) = await TakeAsync(model);

        failure.ShouldBeNull();
        CallsIn(updates).ShouldHaveSingleItem().Exception.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_call_without_arguments_is_whole()
    {
        await using var model = await AskingAsync(Calling("c1", ToolName));

        var call = CallsIn(await model.StreamAsync().ToListAsync(Token)).ShouldHaveSingleItem();

        call.Exception.ShouldBeNull();
        (call.Arguments?.Count ?? 0).ShouldBe(0);
    }

    [Fact]
    public async Task A_model_that_does_not_begin_is_given_up_however_often_its_service_says_that_it_lives()
    {
        var clock = new ManualClock();
        var wire = Wire();
        await using var service = await StartAsync(wire.Open(Ending.Hangs, wire.KeepAlive(), wire.EmptyDelta()));
        await using var model = Ask(service, options => options.FirstTokenSeconds = 8, clock);

        var asked = TakeAsync(model);
        await service.HangingAsync().WaitAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(8));

        (await asked).Failure.ShouldBeOfType<TimeoutException>().Message.ShouldContain("begin within 8 s");
        await service.GivenUp.WaitAsync(Token);
    }

    [Fact]
    public async Task An_answer_that_does_not_end_is_given_up_after_what_was_said()
    {
        var clock = new ManualClock();
        var wire = Wire();
        await using var service = await StartAsync(wire.Open(Ending.Hangs, wire.Words("Une lampe ")));
        await using var model = Ask(
            service, options => (options.FirstTokenSeconds, options.TotalSeconds) = (8, 30), clock);
        var said = new TaskCompletionSource();
        List<ChatResponseUpdate> updates = [];

        var asked = Record.ExceptionAsync(async () =>
        {
            await foreach (var update in model.StreamAsync())
            {
                updates.Add(update);
                if (update.Text.Length > 0)
                    said.TrySetResult();
            }
        });
        await said.Task.WaitAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(29));
        asked.IsCompleted.ShouldBeFalse("it has begun, and time is left");
        clock.Advance(TimeSpan.FromSeconds(1));

        (await asked).ShouldBeOfType<TimeoutException>().Message.ShouldContain("end within 30 s");
        updates.ToChatResponse().Text.ShouldBe("Une lampe ");
        await service.GivenUp.WaitAsync(Token);
    }

    [Fact]
    public async Task Who_has_given_up_before_it_began_asks_for_nothing()
    {
        await using var service = await StartAsync(Wire().Answer(Wire().Words("Bonjour.")));
        await using var model = Ask(service);
        using var givenUp = new CancellationTokenSource();
        await givenUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(
            async () => await model.StreamAsync(givenUp.Token).ToListAsync(Token));
        service.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_gives_up_ends_the_request()
    {
        var wire = Wire();
        await using var service = await StartAsync(wire.Open(Ending.Hangs, wire.Words("Une ")));
        await using var model = Ask(service);
        using var patience = new CancellationTokenSource();

        var asked = model.StreamAsync(patience.Token).ToListAsync(CancellationToken.None).AsTask();
        await service.HangingAsync().WaitAsync(Token);
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asked);
        await service.GivenUp.WaitAsync(Token);
    }
}

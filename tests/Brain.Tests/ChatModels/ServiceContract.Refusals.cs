using Gateway.Brain.ChatModels;
using Gateway.Brain.Tests.ChatModels.Wires;
using Gateway.Testing;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.ChatModels;

/// <summary>Services that refuse or are down.</summary>
public abstract partial class ServiceContract
{
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(529)]
    public async Task A_refusal_is_a_failure_before_anything_was_said_and_is_asked_for_once(int status)
    {
        await using var service = await StartAsync(ScriptedAnswer.Refuses(status));
        await using var model = Ask(service);

        var (updates, failure) = await TakeAsync(model);

        failure.ShouldNotBeNull();
        var usage = UsageIn(updates);
        (usage.Tokens, usage.Failure).ShouldBe((0, failure.GetType().Name));
        updates.ToChatResponse().Text.ShouldBeEmpty();
        service.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    public async Task A_service_that_refuses_is_asked_for_the_next_contact(int status)
    {
        await using var service = await StartAsync(ScriptedAnswer.Refuses(status));
        await using var model = Ask(service);

        for (var contact = 0; contact < 6; contact++)
            (await TakeAsync(model)).Failure.ShouldNotBeNull();

        service.Requests.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("20", 20)]
    [InlineData("3600", 60)]
    public async Task A_service_that_says_when_to_come_back_is_left_alone_until_then(string retryAfter, int seconds)
    {
        var clock = new ManualClock();
        var wire = Wire();
        await using var service = await StartAsync(
            ScriptedAnswer.Refuses(429, retryAfter), wire.Answer(wire.Words("Bonjour.")));
        await using var model = Ask(service, clock: clock);

        for (var contact = 0; contact < 6; contact++)
            (await TakeAsync(model)).Failure.ShouldNotBeNull();
        clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        (await TakeAsync(model)).Failure.ShouldNotBeNull();
        service.Requests.Count.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(1));

        (await TakeAsync(model)).Updates.ToChatResponse().Text.ShouldBe("Bonjour.");
    }

    [Fact]
    public async Task A_service_that_is_down_is_left_alone_for_a_while()
    {
        var clock = new ManualClock();
        var wire = Wire();
        await using var service = await StartAsync(
            ScriptedAnswer.Refuses(503), ScriptedAnswer.Refuses(503), ScriptedAnswer.Refuses(503),
            wire.Answer(wire.Words("Bonjour.")));
        await using var model = Ask(service, clock: clock);
        for (var contact = 0; contact < 6; contact++)
            (await TakeAsync(model)).Failure.ShouldNotBeNull();
        service.Requests.Count.ShouldBe(3);

        clock.Advance(RestingChatClient.Rest);

        (await TakeAsync(model)).Updates.ToChatResponse().Text.ShouldBe("Bonjour.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task So_is_one_that_answers_in_time_and_breaks_off(bool afterWords)
    {
        var wire = Wire();
        await using var service = await StartAsync(
            wire.Open(Ending.Breaks, afterWords ? wire.Words("Une lampe ") : wire.KeepAlive()));
        await using var model = Ask(service, clock: new ManualClock());

        for (var contact = 0; contact < 6; contact++)
            (await TakeAsync(model)).Failure.ShouldNotBeNull();

        service.Requests.Count.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task So_is_one_that_all_have_waited_for_in_vain_who_had_less_patience_than_it_has_time()
    {
        var clock = new ManualClock();
        var wire = Wire();
        await using var service = await StartAsync(
            [.. Enumerable.Repeat(wire.Open(Ending.Hangs, wire.KeepAlive()), 3), ScriptedAnswer.Refuses(401)]);
        await using var model = Ask(service, clock: clock);

        for (var contact = 0; contact < 3; contact++)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15), clock);
            var asked = model.StreamAsync(patience.Token).ToListAsync(CancellationToken.None).AsTask();
            await service.HangingAsync().WaitAsync(Token);
            clock.Advance(TimeSpan.FromSeconds(15));
            await Should.ThrowAsync<OperationCanceledException>(() => asked);
        }

        (await TakeAsync(model)).Failure.ShouldNotBeNull();
        service.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_a_failure()
    {
        var service = await StartAsync();
        await using var model = Ask(service);
        await service.DisposeAsync();

        (await TakeAsync(model)).Failure.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_said_to_a_model_and_its_key_are_never_logged()
    {
        using var logs = new RecordedLogs();
        await using var service = await StartAsync(ScriptedAnswer.Refuses(503));
        await using var model = Ask(service, options => options.Headers["X-Own"] = "own-secret", logs: logs);

        for (var contact = 0; contact < 4; contact++)
            await TakeAsync(model);

        logs.Lines.ShouldNotBeEmpty("that it is left alone is told");
        foreach (var secret in (string[])[Key, "own-secret", "lampe", "vendeur"])
            logs.Lines.ShouldAllBe(line => !line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }
}

using System.Text.Json;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Tests.ChatModels.Wires;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.ChatModels;

/// <summary>What goes out, and what it took.</summary>
public abstract partial class ServiceContract
{
    [Fact]
    public async Task A_service_is_asked_for_its_model_with_its_key_and_the_tools()
    {
        await using var service = await StartAsync(Wire().Answer(Wire().Words("Bonjour.")));
        await using var model = Ask(service);

        await TakeAsync(model);

        var sent = service.Requests[0];
        sent.GetProperty("model").GetString().ShouldBe("a-model");
        sent.GetProperty("stream").GetBoolean().ShouldBeTrue();
        sent.GetProperty("tools").GetArrayLength().ShouldBe(1);
        sent.GetRawText().ShouldContain("Il est midi.");
        var (name, prefix) = Wire().KeyHeader;
        service.Headers[0].Select(header => $"{header.Key.ToLowerInvariant()}: {header.Value}")
            .ShouldContain($"{name}: {prefix}{Key}");
    }

    [Fact]
    public async Task Headers_of_the_operators_own_go_along_and_take_the_place_of_the_clients()
    {
        await using var service = await StartAsync(Wire().Answer(Wire().Words("Bonjour.")));
        await using var model = Ask(service, options =>
        {
            options.Headers["X-Shop"] = "corvelle";
            options.Headers["User-Agent"] = "a gateway";
        });

        await TakeAsync(model);

        (service.Headers[0]["X-Shop"], service.Headers[0]["User-Agent"]).ShouldBe(("corvelle", "a gateway"));
    }

    [Fact]
    public async Task The_operators_limit_of_an_answer_goes_along_unless_the_request_has_its_own()
    {
        await using var service = await StartAsync(Wire().Answer(Wire().Words("Bonjour.")));
        await using var model = Ask(service, options => options.MaxOutputTokens = 300);

        await TakeAsync(model);
        model.Options.MaxOutputTokens = 20;
        await TakeAsync(model);

        service.Requests.Select(Wire().MaxTokensIn).ShouldBe([300, 20]);
    }

    [Fact]
    public async Task An_answer_can_be_asked_for_by_a_schema()
    {
        const string Json = """{"score":71,"type":"hot"}""";
        await using var service = await StartAsync(Wire().Answer(Wire().Words(Json[..9], Json[9..])));
        await using var model = Ask(service);
        model.Options.ResponseFormat = ChatResponseFormat.ForJsonSchema<Verdict>();

        var (updates, failure) = await TakeAsync(model);

        failure.ShouldBeNull();
        JsonSerializer.Deserialize<Verdict>(updates.ToChatResponse().Text, JsonSerializerOptions.Web)
            .ShouldBe(new Verdict(71, "hot"));
        Wire().SchemaIn(service.Requests[0]).GetProperty("properties").EnumerateObject()
            .Select(property => property.Name)
            .ShouldBe(["score", "type"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_service_is_shown_pictures_only_where_it_is_configured(bool isConfigured)
    {
        const string Picture = "https://gateway.example.test/media/x";
        await using var service = await StartAsync(Wire().Answer(Wire().Words("Bonjour.")));
        await using var model = Ask(service, options => options.Images = isConfigured);

        await model.Model.GetResponseAsync(
            [new(ChatRole.User, [new TextContent("Ceci ?"), new UriContent(Picture, "image/png")])],
            cancellationToken: Token);

        service.Requests[0].GetRawText().Contains(Picture, StringComparison.Ordinal).ShouldBe(isConfigured);
    }

    [Fact]
    public async Task What_an_answer_took_comes_at_its_end_and_has_its_price()
    {
        var wire = Wire();
        await using var service = await StartAsync(
            new ScriptedAnswer(wire.Begin() + wire.Words("Bonjour.") + wire.End(1_000, 400, 50)));
        await using var model = Ask(service, options => options.PricePerMillion = new ModelPrices
        {
            Input = 2,
            CachedInput = 1,
            Output = 10,
            Currency = "EUR",
        });

        var usage = UsageIn(await model.StreamAsync().ToListAsync(Token));

        (usage.Model, usage.Input, usage.CachedInput, usage.Output).ShouldBe(("main", 1_000, 400, 50));
        (usage.Cost, usage.IsEstimated, usage.Failure).ShouldBe((new Money(0.0021m, "EUR"), false, null));
    }

    [Fact]
    public async Task What_was_used_is_not_told_a_model_that_is_asked_again()
    {
        await using var service = await StartAsync(Wire().Answer(Wire().Words("Bonjour.")));
        await using var model = Ask(service);
        var used = new UsedContent(new ModelUsage("main", 123_456, 0, 0, null, TimeSpan.Zero));
        model.Messages[3].Contents.Add(used);

        (await TakeAsync(model)).Failure.ShouldBeNull();

        service.Requests[0].GetRawText().ShouldNotContain("123456");
        model.Messages[3].Contents.ShouldContain(used);
    }

    [Fact]
    public async Task What_a_service_does_not_tell_is_counted_here()
    {
        var wire = Wire();
        await using var service = await StartAsync(
            new ScriptedAnswer(wire.Begin() + wire.Words("Bonjour.") + wire.End()));
        await using var model = Ask(service);

        var usage = UsageIn(await model.StreamAsync().ToListAsync(Token));

        usage.IsEstimated.ShouldBeTrue();
        usage.Input.ShouldBe(TokenCounter.Count(model.Messages));
        usage.Output.ShouldBe(TokenCounter.Count("Bonjour."));
        usage.Cost.ShouldBeNull();
    }

    private sealed record Verdict(int Score, string Type);
}

using System.Text.Json;
using Gateway.Brain.Sales.Judges;
using Gateway.Brain.Tests.ChatModels.Wires;
using Gateway.Brain.Words;
using Gateway.Testing;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.ChatModels;

/// <summary>How services are asked for a judge's record: as their vendors' descriptions want it.</summary>
public sealed class JudgeRequestTests
{
    // https://docs.claude.com/en/docs/build-with-claude/structured-outputs
    private const int MostOptional = 24;
    private const int MostOfSeveralTypes = 16;

    private static readonly string[] KnownToAnthropic =
    [
        "type", "description", "enum", "const", "default", "properties", "required", "additionalProperties", "items",
        "anyOf", "format",
    ];

    public static TheoryData<Type> Records { get; } = [typeof(LeadReading), typeof(Supervision), typeof(CrmEntry)];

    [Theory]
    [MemberData(nameof(Records))]
    public async Task OpenAi_holds_a_model_to_the_schema(Type record)
    {
        var sent = await AskAsync(new OpenAiWire(), record);

        OpenAiSpec.Instance.Check("/chat/completions", sent).ShouldBeEmpty();
        var format = sent.GetProperty("response_format").GetProperty("json_schema");
        format.GetProperty("strict").GetBoolean().ShouldBeTrue();
        format.GetProperty("name").GetString().ShouldBe("sales_judge");
        foreach (var node in Nodes(format.GetProperty("schema")))
        {
            node.TryGetProperty("type", out _).ShouldBeTrue(node.GetRawText());
            if (!node.TryGetProperty("properties", out var properties))
                continue;
            node.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
            node.GetProperty("required").EnumerateArray().Select(name => name.GetString())
                .ShouldBe(properties.EnumerateObject().Select(property => property.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Records))]
    public async Task Anthropic_is_asked_within_what_it_takes(Type record)
    {
        var sent = await AskAsync(new AnthropicWire(), record);

        var format = sent.GetProperty("output_config").GetProperty("format");
        format.GetProperty("type").GetString().ShouldBe("json_schema");
        var nodes = Nodes(format.GetProperty("schema")).ToList();
        var optional = 0;
        foreach (var node in nodes)
        {
            node.EnumerateObject().Select(keyword => keyword.Name).ShouldBeSubsetOf(KnownToAnthropic);
            node.TryGetProperty("type", out _).ShouldBeTrue(node.GetRawText());
            if (!node.TryGetProperty("properties", out var properties))
                continue;
            node.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
            optional += properties.EnumerateObject().Count() - node.GetProperty("required").GetArrayLength();
        }

        optional.ShouldBeLessThanOrEqualTo(MostOptional);
        nodes.Count(node => node.GetProperty("type").ValueKind == JsonValueKind.Array)
            .ShouldBeLessThanOrEqualTo(MostOfSeveralTypes);
    }

    [Fact]
    public void Texts_have_a_type_and_are_null_only_where_they_may_be()
    {
        var properties = BrainSchema.Of(typeof(LeadReading)).GetProperty("properties");

        properties.GetProperty("email").GetProperty("type").GetRawText().ShouldBe("""["string","null"]""");
        properties.GetProperty("insights").GetProperty("items").GetProperty("type").GetString().ShouldBe("string");
    }

    [Fact]
    public void The_description_knows_what_is_wrong()
    {
        using var body = JsonDocument.Parse(
            """{"model":"a-model","messages":[],"streamed":true,"response_format":{"type":"json_schema"}}""");

        OpenAiSpec.Instance.Check("/chat/completions", body.RootElement).Count.ShouldBe(3);
    }

    /// <summary>The schema and all that it is made of.</summary>
    private static IEnumerable<JsonElement> Nodes(JsonElement schema)
    {
        yield return schema;
        List<JsonElement> inner = [];
        if (schema.TryGetProperty("properties", out var properties))
            inner.AddRange(properties.EnumerateObject().Select(property => property.Value));
        if (schema.TryGetProperty("items", out var items))
            inner.Add(items);
        foreach (var node in inner.SelectMany(Nodes))
            yield return node;
    }

    private static async Task<JsonElement> AskAsync(VendorWire wire, Type record)
    {
        await using var service = await ScriptedService.StartAsync(wire.Path, wire.Answer(wire.Words("{}")));
        await using var model = new WiredModel(wire, service);
        await model.Client.GetResponseAsync(
            [new(ChatRole.System, "Judge."), new(ChatRole.User, "Bonjour.")],
            new ChatOptions
            {
                ResponseFormat = ChatResponseFormat.ForJsonSchema(BrainSchema.Of(record), "sales_judge"),
            },
            TestContext.Current.CancellationToken);
        return service.Requests[0];
    }
}

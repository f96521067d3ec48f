using Gateway.Brain.ChatModels;
using Gateway.Sessions;
using Microsoft.Extensions.Configuration;

namespace Gateway.Brain.Tests.ChatModels;

public sealed class ChatModelOptionsTests
{
    private static readonly (string Key, string Value)[] Whole =
    [
        ("Models:main:Provider", "openai"), ("Models:main:Model", "m"), ("Models:main:ApiKey", "fake-key-for-tests"),
    ];

    [Fact]
    public void The_house_model_comes_last_unless_the_order_says_otherwise()
    {
        Names(Whole).ShouldBe(["main", "house"]);
        Names([.. Whole, ("Models:Order", "house, main")]).ShouldBe(["house", "main"]);
        Names().ShouldBe(["house"]);
    }

    [Fact]
    public void An_order_that_does_not_name_the_house_model_ends_with_it() =>
        Names([.. Whole, ("Models:Order", "main")]).ShouldBe(["main", "house"]);

    [Fact]
    public void A_model_says_how_it_is_asked_and_what_it_costs()
    {
        var options = Read([
            .. Whole, ("Models:main:Headers:OpenAI-Project", "shop"), ("Models:main:MaxOutputTokens", "500"),
            ("Models:main:FirstTokenSeconds", "5"), ("Models:main:PricePerMillion:Input", "0.25"),
            ("Models:main:PricePerMillion:Output", "2"), ("Models:main:PricePerMillion:CachedInput", "0.025"),
            ("Models:main:PricePerMillion:Currency", "EUR")])[0].Options;

        options.Headers["openai-project"].ShouldBe("shop");
        (options.MaxOutputTokens, options.FirstTokenSeconds, options.TotalSeconds).ShouldBe((500, 5, 45));
        options.PricePerMillion.ShouldNotBeNull().CostOf(input: 1_000_000, cached: 400_000, written: 0, output: 1_000)
            .ShouldBe(new Money(0.15m + 0.01m + 0.002m, "EUR"));
    }

    [Fact]
    public void What_has_no_price_of_its_own_costs_as_much_as_any_input()
    {
        var prices = new ModelPrices { Input = 3, Output = 15 };

        prices.CostOf(1_000_000, 500_000, 250_000, 0).ShouldBe(new Money(3, "USD"));
        new ModelPrices { Input = 4, Output = 15, CacheWrite = 5, CachedInput = 0.4m }
            .CostOf(1_000_000, 500_000, 500_000, 0).ShouldBe(new Money(2.7m, "USD"));
    }

    [Theory]
    [InlineData("https://shop.openai.azure.com", "https://shop.openai.azure.com/openai/v1")]
    [InlineData("https://shop.openai.azure.com/", "https://shop.openai.azure.com/openai/v1")]
    [InlineData("https://shop.services.ai.azure.com/openai/v1/", "https://shop.services.ai.azure.com/openai/v1/")]
    [InlineData("https://api.example.test/shop/openai/v1", "https://api.example.test/shop/openai/v1")]
    public void Azure_is_asked_below_its_resource(string given, string asked)
    {
        AzureEndpoint.IsOne(new Uri(given)).ShouldBeTrue();
        AzureEndpoint.Complete(new Uri(given)).AbsoluteUri.ShouldBe(asked);
    }

    [Theory]
    [InlineData("Models:main:Provider", "magic", "Models:main:Provider")]
    [InlineData("Models:main:Model", "", "Models:main:Model")]
    [InlineData("Models:main:ApiKey", "", "Models:main:ApiKey")]
    [InlineData("Models:main:Endpoint", "ftp://example.test", "Models:main:Endpoint")]
    [InlineData("Models:main:Endpoint", "example/v1", "Models:main:Endpoint")]
    [InlineData("Models:main:Headers:Content-Type", "text/plain", "Content-Type")]
    [InlineData("Models:main:Headers:X Y", "1", "Models:main:Headers")]
    [InlineData("Models:main:Headers:X-Y", "a\nb", "Models:main:Headers:X-Y")]
    [InlineData("Models:main:Headers:X-Y", "", "Models:main:Headers:X-Y")]
    [InlineData("Models:main:MaxOutputTokens", "0", "Models:main:MaxOutputTokens")]
    [InlineData("Models:main:FirstTokenSeconds", "0", "Models:main:FirstTokenSeconds")]
    [InlineData("Models:main:FirstTokenSeconds", "46", "from 1 to 45")]
    [InlineData("Models:main:TotalSeconds", "3601", "Models:main:TotalSeconds")]
    [InlineData("Models:main:PricePerMillion:Input", "1", "Models:main:PricePerMillion:Output")]
    [InlineData("Models:main:PricePerMillion:Input", "-1", "Models:main:PricePerMillion:Input")]
    [InlineData("Models:Order", "house, nobody", "nobody")]
    public void A_wrong_value_is_refused_by_its_key(string key, string value, string named)
    {
        var message = Should.Throw<ConfigurationException>(() => Names([.. Whole, (key, value)])).Message;

        message.ShouldContain(named);
        message.ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("Models:main:PricePerMillion:Currency", "dollars")]
    [InlineData("Models:main:PricePerMillion:CachedInput", "-1")]
    public void A_wrong_price_is_refused_by_its_key(string key, string value) =>
        Should.Throw<ConfigurationException>(() => Names([
            .. Whole, ("Models:main:PricePerMillion:Input", "1"), ("Models:main:PricePerMillion:Output", "1"),
            (key, value)])).Message.ShouldContain(key);

    [Theory]
    [InlineData(null)]
    [InlineData("https://shop.openai.azure.com/openai/deployments/chat")]
    [InlineData("https://shop.openai.azure.com/?api-version=2024-10-21")]
    public void Azure_needs_the_address_of_a_resource(string? endpoint) =>
        Should.Throw<ConfigurationException>(() => Names(
            ("Models:main:Provider", "azure"), ("Models:main:Model", "m"), ("Models:main:ApiKey", "fake-key-for-tests"),
            ("Models:main:Endpoint", endpoint!))).Message.ShouldContain("Models:main:Endpoint");

    [Fact]
    public void What_may_be_a_secret_does_not_stand_in_the_refusal() =>
        Should.Throw<ConfigurationException>(() => Names([.. Whole, ("Models:main:Headers:X-Key", "geheim é")]))
            .Message.ShouldNotContain("geheim");

    private static string[] Names(params (string Key, string Value)[] values) =>
        [.. Read(values).Select(model => model.Name)];

    private static IReadOnlyList<(string Name, ChatModelOptions Options)> Read(
        params (string Key, string Value)[] values) =>
        ChatModelOptions.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(values.GroupBy(pair => pair.Key, pair => (string?)pair.Value)
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Last())))
            .Build());
}

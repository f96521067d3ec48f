using System.ComponentModel.DataAnnotations;
using Gateway.Sessions;
using Microsoft.Extensions.Configuration;

namespace Gateway.Brain.ChatModels;

/// <summary>One model, section <c>Models:{name}</c>.</summary>
public sealed class ChatModelOptions
{
    /// <summary>The provider of OpenAI's API, its own and everybody else's.</summary>
    internal const string OpenAi = "openai";

    /// <summary>The provider of OpenAI's models at Azure.</summary>
    internal const string Azure = "azure";

    /// <summary>The provider of Anthropic's API.</summary>
    internal const string Anthropic = "anthropic";

    /// <summary>
    /// <c>house</c>, <c>openai</c> (and everything that speaks its API), <c>azure</c> or <c>anthropic</c>.
    /// </summary>
    [RegularExpression(
        "^(house|openai|azure|anthropic)$", ErrorMessage = "expected house, openai, azure or anthropic")]
    public string Provider { get; set; } = House.HouseChatClient.Provider;

    /// <summary>
    /// Address of the service; null: the vendor's own. Of <c>azure</c> the resource's, such as
    /// <c>https://my-resource.openai.azure.com</c>.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Key of the service.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The service's name of the model; of <c>azure</c> that of the deployment.</summary>
    public string? Model { get; set; }

    /// <summary>
    /// Headers of the operator's own that go with each request, by their names; they take the place of what the
    /// vendor's client would send.
    /// </summary>
    public Dictionary<string, string> Headers { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The most tokens of one answer, 1 to 1,000,000; null: 1,024 of <c>anthropic</c>, which asks for a limit, and the
    /// service's own of others.
    /// </summary>
    [Range(1, 1_000_000)]
    public int? MaxOutputTokens { get; set; }

    /// <summary>
    /// How long the model may take to begin, in seconds, 1 to 600; then the next one is asked. Default 20.
    /// </summary>
    [Range(1, 600)]
    public int FirstTokenSeconds { get; set; } = 20;

    /// <summary>How long one answer may take as a whole, in seconds, up to 3,600. Default 45.</summary>
    [Range(1, 3_600)]
    public int TotalSeconds { get; set; } = 45;

    /// <summary>What a million tokens cost; null: what is used has no price.</summary>
    public ModelPrices? PricePerMillion { get; set; }

    /// <summary>
    /// Whether its service may fetch the pictures that contacts send, by signed addresses; needs
    /// <c>Gateway:PublicUrl</c> with https. Default: no.
    /// </summary>
    public bool Images { get; set; }

    /// <summary>Whether its answers come from a service over the network.</summary>
    internal bool IsRemote => Provider != House.HouseChatClient.Provider;

    /// <summary>
    /// The models that are configured, in the order in which they are tried; one of <c>house</c> is always among them,
    /// last unless the order says otherwise.
    /// </summary>
    /// <exception cref="ConfigurationException">
    /// A value is wrong; the message is one line with the key, what was found and what is expected.
    /// </exception>
    public static IReadOnlyList<(string Name, ChatModelOptions Options)> Read(IConfiguration configuration)
    {
        const string OrderKey = "Order";
        var section = configuration.GetSection("Models");
        var models = section.GetChildren()
            .Where(model => !model.Key.Equals(OrderKey, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(model => model.Key, ReadModel, StringComparer.OrdinalIgnoreCase);
        models.TryAdd(House.HouseChatClient.Provider, new ChatModelOptions());
        var order = ReadOrder(section.GetSection(OrderKey));
        if (order.FirstOrDefault(name => !models.ContainsKey(name)) is { } unknown)
            throw new ConfigurationException(
                "Models:Order", unknown, $"names of configured models: {string.Join(", ", models.Keys)}");
        if (order.Length == 0)
            order = [.. models.OrderBy(model => !model.Value.IsRemote).Select(model => model.Key)];
        // Who says nothing of the house model does not want contacts to meet silence.
        if (order.All(name => models[name].IsRemote))
            order = [.. order, models.First(model => !model.Value.IsRemote).Key];
        return [.. order.Select(name => (name, models[name]))];
    }

    private static ChatModelOptions ReadModel(IConfigurationSection section)
    {
        var options = section.Get<ChatModelOptions>() ?? new ChatModelOptions();
        options.Provider = options.Provider.ToLowerInvariant();
        ChatModelRules.Check(section.Path, options);
        return options;
    }

    private static string[] ReadOrder(IConfigurationSection section) =>
        section.Value is { } line
            ? line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [.. section.GetChildren().Select(name => name.Value).OfType<string>()];
}

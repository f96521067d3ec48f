using System.ComponentModel.DataAnnotations;
using Gateway.Sessions;
using Microsoft.Extensions.Configuration;

namespace Gateway.Brain.ChatModels;

/// <summary>One model, section <c>Models:{name}</c>.</summary>
public sealed class ChatModelOptions
{
    /// <summary><c>house</c>, <c>openai</c> (and everything that speaks its API) or <c>anthropic</c>.</summary>
    [RegularExpression("^(house|openai|anthropic)$", ErrorMessage = "expected house, openai or anthropic")]
    public string Provider { get; set; } = House.HouseChatClient.Provider;

    /// <summary>Address of the service; null: the vendor's own.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Key of the service.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The service's name of the model.</summary>
    public string? Model { get; set; }

    /// <summary>
    /// Whether its service may fetch the pictures that contacts send, by signed addresses; needs
    /// <c>Gateway:PublicUrl</c> with https. Default: no.
    /// </summary>
    public bool Images { get; set; }

    /// <summary>
    /// The models that are configured, in the order in which they are tried; <c>house</c> is always among them.
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
            order = [.. models.OrderBy(model => model.Value.Provider == House.HouseChatClient.Provider)
                .Select(model => model.Key)];
        return [.. order.Select(name => (name, models[name]))];
    }

    private static ChatModelOptions ReadModel(IConfigurationSection section)
    {
        var options = section.Get<ChatModelOptions>() ?? new ChatModelOptions();
        options.Provider = options.Provider.ToLowerInvariant();
        if (options.Provider is not ("house" or "openai" or "anthropic"))
            throw new ConfigurationException(
                $"{section.Path}:Provider", options.Provider, "one of house, openai, anthropic");
        if (options.Provider == "house")
            return options;
        if (options.Endpoint is { } endpoint && endpoint.Scheme is not ("http" or "https"))
            throw new ConfigurationException(
                $"{section.Path}:Endpoint", endpoint.OriginalString, "an http or https address");
        if (string.IsNullOrWhiteSpace(options.Model))
            throw new ConfigurationException($"{section.Path}:Model", null, "the service's name of a model");
        if (string.IsNullOrWhiteSpace(options.ApiKey) && options.Endpoint is null)
            throw new ConfigurationException($"{section.Path}:ApiKey", null, "the key of the service");
        return options;
    }

    private static string[] ReadOrder(IConfigurationSection section) =>
        section.Value is { } line
            ? line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [.. section.GetChildren().Select(name => name.Value).OfType<string>()];
}

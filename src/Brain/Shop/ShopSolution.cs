using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.ControlPlane;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Shop;

/// <summary>The shop: one agent that answers, advises and takes orders.</summary>
internal sealed class ShopSolution : ISolution
{
    /// <summary>Name of the shop's one agent.</summary>
    public const string SellerName = "shop-seller";

    /// <inheritdoc/>
    public string Name => "shop";

    /// <inheritdoc/>
    public IReadOnlyList<Agent> Agents { get; } = [new Agent(SellerName, [], _ => "")];

    /// <inheritdoc/>
    public IReadOnlyList<RoutingRule> Rules { get; } =
        [new RoutingRule("only-agent", SellerName, _ => "the shop has one agent")];

    /// <inheritdoc/>
    public SolutionTurn Begin(TurnContext context, JsonElement? state) =>
        new ShopTurn(context, state?.Deserialize<ShopState>(BrainJson.Options) ?? new ShopState());

    /// <inheritdoc/>
    public string Introduction(TurnContext context) => context.Locale == "fr"
        ? $"Bonjour ! Je suis l’assistant automatique de {context.Workspace.Name}."
        : $"Hello! I’m the automated assistant of {context.Workspace.Name}.";

    /// <inheritdoc/>
    public Greeting Greet(Workspace workspace, string locale) => ShopGreeting.For(workspace, locale);

    /// <inheritdoc/>
    public string Apology(TurnContext context) => context.Locale == "fr"
        ? "Je suis désolé, je ne peux pas vous répondre pour le moment."
        : "I’m sorry, I cannot answer you at the moment.";
}

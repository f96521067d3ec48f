using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.ControlPlane;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Settings;
using Gateway.Brain.Solutions;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Shop;

/// <summary>The shop: one agent that answers, advises and takes orders.</summary>
internal sealed class ShopSolution(CatalogueSearch catalogue, ProspectRecorder prospects) : ISolution
{
    /// <summary>Name of the shop's one agent.</summary>
    public const string SellerName = "shop-seller";

    private static readonly IReadOnlyList<RoutingRule> Rules =
        [new RoutingRule<ShopState>("only-agent", SellerName, (_, _) => "the shop has one agent")];

    /// <inheritdoc/>
    public string Name => ShopSettings.Solution;

    /// <inheritdoc/>
    public IReadOnlyList<Agent> Agents { get; } =
    [
        Speaker.Of(
            "Shop.shop-seller", SellerName,
            new SearchCatalogueTool(catalogue), new ShowProductTool(catalogue), new FindSimilarTool(catalogue),
            new CompareProductsTool(catalogue), new ListCategoryTool(catalogue), new AnswerFaqTool(catalogue),
            new LookUpTool(catalogue), new RankProductsTool(catalogue), new FindCompanionsTool(catalogue),
            new OfferFreeDeliveryTool(catalogue), new UpdateOrderTool(catalogue), new CancelOrderTool(),
            new ConfirmOrderTool(catalogue, prospects), new ReopenOrderTool(prospects),
            new WithdrawOrderTool(prospects), new ConfirmWithdrawalTool(prospects), new ContactShopTool()),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<RoutingRule> RulesOf(Workspace workspace) => Rules;

    /// <inheritdoc/>
    public ClaimRules Claims => ShopClaims.Rules;

    /// <inheritdoc/>
    public LanguageWords Words { get; } = LanguageWords.Of(
        """
        acheter commander commande livraison livrez moyens paiement retour retours cadeau lampe tasse tasses stock dispo
        disponible
        """,
        """
        buy order ordering ship shipping deliver delivery returns refund payment gift lamp mug stock available
        """);

    /// <inheritdoc/>
    public SolutionMemory Recall(Workspace workspace, JsonElement? state, Proposal? proposal)
    {
        var shop = state?.Deserialize<ShopState>(BrainJson.Options) ?? new ShopState();
        return shop.Earlier is { } earlier
            ? new SolutionMemory(shop with { Earlier = null }, earlier.Renew(shop, SettingsOf(workspace).Delivery))
            : new SolutionMemory(shop, proposal);
    }

    /// <inheritdoc/>
    public Task PrepareAsync(Workspace workspace, string locale) => catalogue.PrepareAsync(workspace.Id, locale);

    /// <inheritdoc/>
    public SolutionTurn Begin(TurnContext context, SolutionMemory memory) =>
        new ShopTurn(
            context, SettingsOf(context.Workspace), (ShopState)memory.State, memory.Proposal,
            () => catalogue.KnownWords(context.Workspace.Id, context.Locale));

    /// <inheritdoc/>
    public AgentText Introduction(TurnContext context) => ShopWording.Of(context.Locale).Say(
        "introduction", context.Turn.Id.ToString(), ("agent", SettingsOf(context.Workspace).AgentName),
        ("workspace", context.Workspace.Name));

    /// <inheritdoc/>
    public Greeting Greet(Workspace workspace, string locale) => ShopGreeting.For(workspace, locale);

    /// <inheritdoc/>
    public AgentText Apology(TurnContext context)
    {
        var phrases = ShopWording.Of(context.Locale);
        var contacts = new[] { context.Workspace.Escalation?.Phone is { } phone ? ShopWording.Phone(phone) : null,
            context.Workspace.Escalation?.Email }
            .OfType<string>().Select(way => (AgentText)way).ToList();
        return contacts.Count == 0
            ? phrases.Say("apology", context.Turn.Id.ToString())
            : phrases.Say(
                "apologyWithContact", context.Turn.Id.ToString(),
                ("contact", ShopWording.Choice(contacts, context.Locale)));
    }

    private static ShopSettings SettingsOf(Workspace workspace) =>
        ShopSettings.Parse(workspace).Settings
        ?? throw new InvalidOperationException($"Settings of workspace {workspace.Id} are not those of a shop.");
}

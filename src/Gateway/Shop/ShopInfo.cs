using Gateway.Brain.Shop.Settings;
using Gateway.Sessions.Workspaces;
using Gateway.Shop.Window;
using Gateway.Solutions;

namespace Gateway.Shop;

/// <summary>The shop, as the host knows it.</summary>
internal sealed class ShopInfo : ISolutionInfo
{
    private const int MostPictures = 6;

    /// <inheritdoc/>
    public string Name => ShopSettings.Solution;

    /// <inheritdoc/>
    public BothLanguages Title { get; } = new("Boutique en ligne", "Online shop");

    /// <inheritdoc/>
    public BothLanguages Promise { get; } = new(
        "Conseille, compare, répond sur la livraison et les retours, et prend la commande jusqu’à la confirmation.",
        "Advises, compares, answers on delivery and returns, and takes the order through to confirmation.");

    /// <inheritdoc/>
    public IReadOnlyList<BothLanguages> Tries { get; } =
    [
        new("Bonjour, combien coûte la livraison ?", "Hello, how much is delivery?"),
        new("Avez-vous une bouilloire ?", "Do you have a kettle?"),
        new("Je voudrais commander", "I would like to order"),
    ];

    /// <inheritdoc/>
    public IEnumerable<WorkspaceError> CheckSettings(Workspace workspace) => ShopSettings.Parse(workspace).Errors;

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FindPicturesAsync(HttpContext context, Workspace workspace, string locale) =>
        context.RequestServices.GetRequiredService<ShopWindowReader>()
            .ReadPicturesAsync(workspace.Id, locale, MostPictures, context.RequestAborted);

    /// <inheritdoc/>
    public Task<IResult?> ShowAsync(HttpContext context, Workspace workspace) =>
        context.RequestServices.GetRequiredService<ShopPages>().ShowShopAsync(context, workspace);

    /// <inheritdoc/>
    public void MapPages(IEndpointRouteBuilder pages) => pages.MapShopPages();

    /// <inheritdoc/>
    public void MapApi(RouteGroupBuilder api) => api.MapUnderstanding();
}

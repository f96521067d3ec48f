using Gateway.Brain.Shop.Settings;
using Gateway.Demo.Frame;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Shop.Window;

/// <summary>What the pages of one shop are told besides.</summary>
/// <param name="Page">What every page is told.</param>
/// <param name="Workspace">The shop.</param>
/// <param name="Settings">Its settings.</param>
public sealed record ShopPageContext(DemoPage Page, Workspace Workspace, ShopSettings Settings)
{
    /// <summary>The page's language.</summary>
    public DemoWords Words => Page.Words;

    /// <summary>The shop's front page.</summary>
    public string Home => Page.Link($"/demo/{Workspace.Id}");

    /// <summary>The page of one product.</summary>
    public string ProductLink(string handle) =>
        Page.Link($"/demo/{Workspace.Id}/products/{Uri.EscapeDataString(handle)}");

    /// <summary>The amount from which delivery costs nothing, as people read it; null when the shop has none.</summary>
    public string? FreeDeliveryFrom => Settings.Delivery?.FreeFrom is { } amount
        ? new Money(amount, Workspace.Currency).ToShortText(Words.Locale)
        : null;

    /// <summary>What delivery costs and how long it takes, in one sentence; null when the shop does not say.</summary>
    public string? DeliverySentence
    {
        get
        {
            if (Settings.Delivery is not { } delivery)
                return null;
            var price = new Money(delivery.Price, Workspace.Currency).ToText(Words.Locale);
            var days = Words[$"en {delivery.MinDays} à {delivery.MaxDays} jours ouvrés",
                $"in {delivery.MinDays} to {delivery.MaxDays} working days"];
            return FreeDeliveryFrom is { } from
                ? Words[$"Livraison {price} {days}, offerte dès {from}", $"Delivery {price} {days}, free from {from}"]
                : Words[$"Livraison {price} {days}", $"Delivery {price} {days}"];
        }
    }
}

using Gateway.Brain.Shop.Settings;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Shop;

/// <summary>What a shop's visitors meet before they have said anything.</summary>
internal static class ShopGreeting
{
    public static Greeting For(Workspace workspace, string locale)
    {
        var (settings, _) = ShopSettings.Parse(workspace);
        var agent = settings?.AgentName ?? workspace.Name;
        var text = ShopWording.Of(locale)
            .Say("greeting", workspace.Id, ("agent", agent), ("workspace", workspace.Name)).Markdown;
        return locale == "fr"
            ? new Greeting(
                agent, text,
                [new QuickReply("Que vendez-vous\u00a0?"), new QuickReply("Livraison et délais"),
                new QuickReply("Retours et remboursements")])
            : new Greeting(
                agent, text,
                [new QuickReply("What do you sell?"), new QuickReply("Delivery times"),
                new QuickReply("Returns and refunds")]);
    }
}

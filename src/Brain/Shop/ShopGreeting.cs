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
        return locale == "fr"
            ? new Greeting(
                agent,
                $"Bonjour ! Je suis {agent}, l’assistant automatique de {workspace.Name}. Une question, un produit à trouver, une commande\u00a0? Je suis là.",
                [new QuickReply("Que vendez-vous\u00a0?"), new QuickReply("Livraison et délais"), new QuickReply("Retours et remboursements")])
            : new Greeting(
                agent,
                $"Hello! I’m {agent}, the automated assistant of {workspace.Name}. A question, a product to find, an order? I’m here.",
                [new QuickReply("What do you sell?"), new QuickReply("Delivery times"), new QuickReply("Returns and refunds")]);
    }
}

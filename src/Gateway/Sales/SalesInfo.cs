using Gateway.Brain.Sales.Settings;
using Gateway.Sessions.Workspaces;
using Gateway.Solutions;

namespace Gateway.Sales;

/// <summary>The sales team, as the host knows it.</summary>
internal sealed class SalesInfo : ISolutionInfo
{
    /// <inheritdoc/>
    public string Name => SalesSettings.Solution;

    /// <inheritdoc/>
    public BothLanguages Title { get; } = new("Équipe commerciale B2B", "B2B sales team");

    /// <inheritdoc/>
    public BothLanguages Promise { get; } = new(
        "Qualifie, chiffre une offre dans vos limites, répond aux objections et passe la main quand il le faut.",
        "Qualifies, computes an offer within your limits, answers objections and hands over when it should.");

    /// <inheritdoc/>
    public IReadOnlyList<BothLanguages> Tries { get; } =
    [
        new("Bonjour, il nous faut un devis pour 20 personnes", "Hello, we need a quote for 20 people"),
        new("C’est trop cher pour nous", "That is too expensive for us"),
        new("Je préfère parler à quelqu’un", "I would rather talk to a person"),
        new("Je regarde juste pour l’instant", "I am just looking for now"),
    ];

    /// <inheritdoc/>
    public IEnumerable<WorkspaceError> CheckSettings(Workspace workspace) => SalesSettings.Parse(workspace).Errors;
}

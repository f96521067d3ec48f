using Gateway.Brain.Inspection.Centres;
using Gateway.Inspection.AgentCalls;
using Gateway.Inspection.Calendars;
using Gateway.Inspection.Centres;
using Gateway.Inspection.Notices;
using Gateway.Inspection.People;
using Gateway.Inspection.Planning;
using Gateway.Inspection.Provisioning;
using Gateway.Inspection.SignUp;
using Gateway.Inspection.Statistics;
using Gateway.Sessions.Workspaces;
using Gateway.Solutions;

namespace Gateway.Inspection;

/// <summary>Vehicle-inspection centres, as the host knows them.</summary>
internal sealed class InspectionInfo : ISolutionInfo
{
    /// <inheritdoc/>
    public string Name => Centre.Solution;

    /// <inheritdoc/>
    public BothLanguages Title { get; } = new("Contrôle technique", "Vehicle inspection centre");

    /// <inheritdoc/>
    public BothLanguages Promise { get; } = new(
        "Remplit le planning : trouve le créneau, le réserve, le déplace, et répond sur les prix et les papiers.",
        "Fills the planning: finds the slot, books it, moves it, and answers on prices and papers.");

    /// <inheritdoc/>
    public IReadOnlyList<BothLanguages> Tries { get; } =
    [
        new("Bonjour, je voudrais un rendez-vous jeudi matin", "Hello, I would like to come on Thursday morning"),
        new("C’est combien pour une voiture diesel ?", "How much is it for a diesel car?"),
        new("C’est pour une contre-visite", "It is for a re-visit"),
        new("Je dois déplacer mon rendez-vous", "I have to move my appointment"),
    ];

    /// <inheritdoc/>
    public IEnumerable<WorkspaceError> CheckSettings(Workspace workspace) => Centre.Parse(workspace).Errors;

    /// <inheritdoc/>
    public void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapSignUp();
        pages.MapAppointmentLinks();
    }

    /// <inheritdoc/>
    public void MapApi(RouteGroupBuilder api)
    {
        api.MapCentres();
        api.MapPlanning();
        api.MapPrompts();
        api.MapCalendars();
        api.MapProvisioning();
        api.MapCalls();
        api.MapCentreStatistics();
        api.MapPersonalData();
    }
}

using Gateway.Brain.Inspection;
using Gateway.Brain.Inspection.Provisioning;
using Gateway.Brain.Inspection.Tools;
using Gateway.Inspection.Calendars;
using Gateway.Inspection.Centres;
using Gateway.Inspection.Hosted;
using Gateway.Inspection.Notices;
using Gateway.Inspection.Planning;
using Gateway.Inspection.Provisioning;
using Gateway.Inspection.SignUp;
using Gateway.Sessions.Engine;
using Gateway.Solutions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Inspection;

/// <summary>Registers inspection centres: the brain's side of them and the host's.</summary>
internal static class InspectionSolutionServices
{
    /// <summary>Adds the solution <c>inspection</c>.</summary>
    public static IServiceCollection AddInspectionSolution(this IServiceCollection services)
    {
        services.TryAddSingleton<ICodeMessages>(provider =>
            new CodeMessages(new Lazy<SessionEngine>(provider.GetRequiredService<SessionEngine>)));
        services.TryAddSingleton<CentreLookup>();
        services.TryAddSingleton<CentreBook>();
        services.TryAddSingleton<CentreList>();
        services.TryAddSingleton<CentreImporter>();
        services.AddHostedService<WaitingWatch>();
        // What was activated here counts before what another database says of it.
        services.AddSingleton<ICentreMarks, ProvisionMarks>();
        services.AddHostedCentres();
        return services.AddInspection().AddCentreCalendars().AddSolution<InspectionInfo>().AddSignUp()
            .AddAppointmentNotices().AddProvisioningRecords();
    }
}

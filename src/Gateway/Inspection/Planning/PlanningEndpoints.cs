namespace Gateway.Inspection.Planning;

/// <summary>All that is asked and done about the planning of centres.</summary>
internal static class PlanningEndpoints
{
    /// <summary>Maps it under <paramref name="api"/>, which checks the API key.</summary>
    public static RouteGroupBuilder MapPlanning(this RouteGroupBuilder api) =>
        api.MapSlots().MapBooking().MapAppointments().MapDesk().MapWaiting();
}

using Gateway.Inspection.Centres.Fields;

namespace Gateway.Inspection.Centres;

/// <summary>How creating or changing a centre ended.</summary>
internal abstract record CentreOutcome
{
    private CentreOutcome()
    {
    }

    /// <summary>It is served with what was said.</summary>
    /// <param name="Id">Id of the centre.</param>
    public sealed record Done(string Id) : CentreOutcome;

    /// <summary>The same was said before: the centre is there already, and was left as it is.</summary>
    /// <param name="Id">Id of the centre.</param>
    public sealed record WasThere(string Id) : CentreOutcome;

    /// <summary>Something is wrong with it. Nothing was changed.</summary>
    /// <param name="Errors">What, field by field.</param>
    public sealed record Refused(FieldErrors Errors) : CentreOutcome;

    /// <summary>Somebody else changed it meanwhile, or it is described elsewhere. Nothing was changed.</summary>
    /// <param name="Reason">In words.</param>
    public sealed record Conflict(string Reason) : CentreOutcome;

    /// <summary>There is no such centre.</summary>
    public sealed record Unknown : CentreOutcome;
}

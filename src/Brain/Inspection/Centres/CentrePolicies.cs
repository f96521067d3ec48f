namespace Gateway.Brain.Inspection.Centres;

/// <summary>What a centre allows around a visit.</summary>
/// <param name="EarlyDropOff">The vehicle may be left before its time, the same day.</param>
/// <param name="PreviousDayDropOff">It may be left the evening before.</param>
/// <param name="LatePickup">It may be fetched after closing.</param>
/// <param name="NextDayPickup">It may be fetched the next day.</param>
/// <param name="CanWait">One may wait on the spot.</param>
public sealed record CentrePolicies(
    bool EarlyDropOff, bool PreviousDayDropOff, bool LatePickup, bool NextDayPickup, bool CanWait);

/// <summary>Where a centre is.</summary>
/// <param name="Street">Number and street.</param>
/// <param name="Postcode">Its postcode.</param>
/// <param name="City">Its town.</param>
public sealed record CentreAddress(string Street, string Postcode, string City)
{
    /// <summary>In one line.</summary>
    public override string ToString() => $"{Street}, {Postcode} {City}";
}

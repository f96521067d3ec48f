using System.Runtime.InteropServices;

namespace Gateway.Brain.Inspection.Law;

/// <summary>When a visit may or must take place, both days included.</summary>
/// <param name="From">The first day on which it counts; null: whenever one likes.</param>
/// <param name="Last">The last day on which it is in time.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct InspectionWindow(DateOnly? From, DateOnly Last)
{
    /// <summary>How many days are left: 0 on the last one, negative when it is over.</summary>
    public int DaysLeft(DateOnly today) => Last.DayNumber - today.DayNumber;

    /// <summary>Whether a visit on that day is in time, and counts.</summary>
    public bool Includes(DateOnly day) => day <= Last && (From is null || From <= day);
}

/// <summary>How grave the gravest fault is that a visit found (decree of 23 October 2023, art. 7).</summary>
internal enum FaultGrade
{
    /// <summary>None, or only such as ask for no re-visit.</summary>
    Minor,

    /// <summary>A re-visit is due; the vehicle may be driven until then.</summary>
    Major,

    /// <summary>A re-visit is due; the vehicle may be driven on the day of the visit only.</summary>
    Critical,
}

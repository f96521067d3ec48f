namespace Gateway.Brain.Inspection.Planning;

/// <summary>Half of a day. The afternoon begins at 12:00.</summary>
public enum PartOfDay
{
    /// <summary><c>any</c>.</summary>
    Any,

    /// <summary><c>morning</c>.</summary>
    Morning,

    /// <summary><c>afternoon</c>.</summary>
    Afternoon,
}

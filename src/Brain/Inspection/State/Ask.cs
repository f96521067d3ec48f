namespace Gateway.Brain.Inspection.State;

/// <summary>What the agent asks the contact for, as results and the state name it.</summary>
internal static class Ask
{
    /// <summary>Which kind of vehicle it is.</summary>
    public const string Vehicle = "vehicle";

    /// <summary>What drives it: the price hangs on it.</summary>
    public const string Energy = "energy";

    /// <summary>On which day, at what time.</summary>
    public const string When = "when";

    /// <summary>Which of the slots that were offered.</summary>
    public const string Slot = "slot";

    /// <summary>The number plate.</summary>
    public const string Plate = "plate";

    /// <summary>Its make.</summary>
    public const string Brand = "brand";

    /// <summary>Given and family name.</summary>
    public const string Name = "name";

    /// <summary>Telephone number.</summary>
    public const string Phone = "phone";

    /// <summary>The code that was sent to their telephone.</summary>
    public const string Code = "code";

    /// <summary>Which of their appointments.</summary>
    public const string Which = "which";
}

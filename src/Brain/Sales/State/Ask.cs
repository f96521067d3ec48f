namespace Gateway.Brain.Sales.State;

/// <summary>What the agents ask the contact for, as results and the state name it.</summary>
internal static class Ask
{
    /// <summary>How many people would use it.</summary>
    public const string Seats = "seats";

    /// <summary>Given and family name.</summary>
    public const string Name = "name";

    /// <summary>E-mail address.</summary>
    public const string Email = "email";

    /// <summary>Telephone number.</summary>
    public const string Phone = "phone";

    /// <summary>A day and a time that suit them.</summary>
    public const string When = "when";

    /// <summary>Whether they may be written to later.</summary>
    public const string MayWrite = "mayWrite";
}

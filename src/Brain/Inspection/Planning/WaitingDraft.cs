namespace Gateway.Brain.Inspection.Planning;

/// <summary>Who wants to wait for a slot, and for which.</summary>
/// <param name="Query">What they look for.</param>
/// <param name="Phone">Telephone number, as people write it in the centre's country or E.164.</param>
public sealed record WaitingDraft(SlotQuery Query, string Phone)
{
    /// <summary>Given name; null when it is not known.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name; null when it is not known.</summary>
    public string? LastName { get; init; }

    /// <summary>E-mail address; null when there is none.</summary>
    public string? Email { get; init; }
}

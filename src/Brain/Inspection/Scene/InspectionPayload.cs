namespace Gateway.Brain.Inspection.Scene;

/// <summary>What the buttons of a centre's agent send back. Anyone can send it.</summary>
internal static class InspectionPayload
{
    /// <summary>Other times are wished for.</summary>
    public const string Others = "inspection:others";

    /// <summary>Something of what was read back is to be changed.</summary>
    public const string Change = "inspection:change";

    private const string Slot = "slot:";

    /// <summary>Chooses a slot.</summary>
    public static string OfSlot(string id) => Slot + id;

    /// <summary>The slot that is chosen; null when none is.</summary>
    public static string? SlotIn(string? payload) =>
        payload?.StartsWith(Slot, StringComparison.Ordinal) == true ? payload[Slot.Length..] : null;
}

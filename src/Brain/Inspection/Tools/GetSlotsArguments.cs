using System.ComponentModel;
using System.Text.Json.Serialization;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>When somebody would like to come, by the names of the booking interface.</summary>
internal sealed record GetSlotsArguments
{
    /// <summary>The first day searched.</summary>
    [JsonPropertyName("start_date")]
    [Description("First day searched, YYYY-MM-DD.")]
    public required DateOnly StartDate { get; init; }

    /// <summary>The last day searched; null: a week from the first on.</summary>
    [JsonPropertyName("end_date")]
    [Description("Last day searched, YYYY-MM-DD; a week when left out.")]
    public DateOnly? EndDate { get; init; }

    /// <summary>One of <see cref="Centres.CentreWords.VehicleNames"/>; null: the one of the appointment.</summary>
    [JsonPropertyName("vehicle_type")]
    [Description("voiture_particuliere, utilitaire, moto or camping_car.")]
    public string? VehicleType { get; init; }

    /// <summary><c>morning</c>, <c>afternoon</c> or <c>any</c>.</summary>
    [JsonPropertyName("preferred_time")]
    [Description("morning, afternoon or any.")]
    public string? PreferredTime { get; init; }

    /// <summary>One of <see cref="Centres.CentreWords.VisitNames"/>; null: the one of the appointment.</summary>
    [Description("periodique, contre_visite, complementaire or volontaire.")]
    public string? Visit { get; init; }

    /// <summary>No earlier than this.</summary>
    [JsonPropertyName("not_before")]
    [Description("Earliest time of day, HH:mm.")]
    public TimeOnly? NotBefore { get; init; }

    /// <summary>No later than this.</summary>
    [JsonPropertyName("not_after")]
    [Description("Latest time of day at which it may begin, HH:mm.")]
    public TimeOnly? NotAfter { get; init; }

    /// <summary>About this time.</summary>
    [Description("The time of day that would suit best, HH:mm.")]
    public TimeOnly? Near { get; init; }

    /// <summary>How many of the offered ones to skip: those that did not suit.</summary>
    [Description("true to show other slots than those offered before.")]
    public bool Others { get; init; }
}

/// <summary>What was found.</summary>
/// <param name="Slots">Those that are offered now and held for this contact; empty when there are none.</param>
/// <param name="Why">Why there are none as wished: null when there are; <c>closed</c>, <c>past</c>, <c>tooFar</c>,
/// <c>full</c>, <c>notTaken</c> (the centre does not take such vehicles), <c>unknownVehicle</c>.</param>
/// <param name="Instead">Whether the slots are others than wished for, because there are none as wished.</param>
internal sealed record SlotsFound(IReadOnlyList<FoundSlot> Slots, string? Why = null, bool Instead = false);

/// <summary>A slot that is offered.</summary>
/// <param name="SlotId">Its id.</param>
/// <param name="Start">When it begins.</param>
/// <param name="Minutes">How long the visit takes.</param>
/// <param name="InWords">The same, said: <c>jeudi 3 décembre à 9 h</c>.</param>
internal sealed record FoundSlot(
    [property: JsonPropertyName("slot_id")] string SlotId, DateTimeOffset Start, int Minutes, string InWords)
{
    /// <summary>Tells of a slot.</summary>
    public static FoundSlot Of(Slot slot, InspectionTurn turn) => new(
        slot.Id, turn.Clock(slot.Start), slot.Minutes,
        SlotWords.Moment(turn.Clock(slot.Start), turn.Locale).Markdown);
}

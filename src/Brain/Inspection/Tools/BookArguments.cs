using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>What is known of an appointment, by the names of the booking interface; null is what is not known, or
/// stays as it is.</summary>
internal sealed record BookArguments
{
    /// <summary>The slot that was chosen of those offered.</summary>
    [JsonPropertyName("slot_id")]
    [Description("The slot_id of the slot that the contact chose.")]
    public string? SlotId { get; init; }

    /// <summary>Whose vehicle comes, and which.</summary>
    [JsonPropertyName("client_info")]
    public ToldClient? ClientInfo { get; init; }

    /// <summary>One of <see cref="Centres.CentreWords.VehicleNames"/>.</summary>
    [JsonPropertyName("vehicle_type")]
    [Description("voiture_particuliere, utilitaire, moto or camping_car.")]
    public string? VehicleType { get; init; }

    /// <summary>One of <see cref="Centres.CentreWords.VisitNames"/>.</summary>
    [Description("periodique, contre_visite, complementaire or volontaire.")]
    public string? Visit { get; init; }

    /// <summary>One of <see cref="Centres.CentreWords.EnergyNames"/>.</summary>
    [Description("essence, diesel, electrique, hybride, gpl or gnv.")]
    public string? Energy { get; init; }

    /// <summary>Whether it is only kept: nothing is asked for, and nothing read back.</summary>
    [JsonPropertyName("keep_only")]
    [Description("true to keep what was told by the way, without asking for anything.")]
    public bool KeepOnly { get; init; }

    /// <summary>What was told of a further vehicle, in the contact's words; kept until this one is booked.</summary>
    [Description("What the contact told of a second vehicle, in their words; it is kept until the first is booked.")]
    public string? Further { get; init; }
}

/// <summary>What somebody told of themselves and of their vehicle.</summary>
internal sealed record ToldClient
{
    /// <summary>Given name.</summary>
    [JsonPropertyName("first_name")]
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    [JsonPropertyName("last_name")]
    public string? LastName { get; init; }

    /// <summary>Telephone number; <c>mine</c>: the one they write from.</summary>
    [Description("Telephone number; \"mine\" for the one they write from.")]
    public string? Phone { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Make.</summary>
    [JsonPropertyName("vehicle_brand")]
    public string? VehicleBrand { get; init; }

    /// <summary>Model.</summary>
    [JsonPropertyName("vehicle_model")]
    public string? VehicleModel { get; init; }

    /// <summary>Number plate.</summary>
    [JsonPropertyName("license_plate")]
    public string? LicensePlate { get; init; }
}

/// <summary>How an appointment that is being made stands.</summary>
internal sealed record BookingNoted
{
    /// <summary>What is still to be asked for, in the order to ask; empty when all is there.</summary>
    public IReadOnlyList<string> AskFor { get; init; } = [];

    /// <summary>What was not taken down, with why.</summary>
    public IReadOnlyList<Refusal> Refused { get; init; } = [];

    /// <summary>Whether all of it was read back below the answer and waits for a yes.</summary>
    public bool ReadBack { get; init; }

    /// <summary>The plate as it was taken down, where it was told just now.</summary>
    public string? Plate { get; init; }

    /// <summary>Others that are offered, where the slot that was chosen is gone.</summary>
    public IReadOnlyList<FoundSlot> Slots { get; init; } = [];
}

/// <summary>What was not taken down.</summary>
/// <param name="Field">Which field, by the names of the booking interface.</param>
/// <param name="Reason">Why: <c>malformed</c>, <c>unknown</c>, <c>gone</c>, <c>notTaken</c>.</param>
internal sealed record Refusal(string Field, string Reason);

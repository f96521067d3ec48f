using System.Text.Json.Serialization;
using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.State;

/// <summary>What is known of an appointment that is being made; null is what was not told yet.</summary>
internal sealed record Draft
{
    /// <summary>Why the vehicle comes; a periodic visit where nothing else is said.</summary>
    public VisitKind? Visit { get; init; }

    /// <summary>What kind of vehicle it is.</summary>
    public VehicleType? Vehicle { get; init; }

    /// <summary>What drives it.</summary>
    public Energy? Energy { get; init; }

    /// <summary>Its make.</summary>
    public string? Brand { get; init; }

    /// <summary>Its model.</summary>
    public string? Model { get; init; }

    /// <summary>Its number plate, in its normal form.</summary>
    public string? Plate { get; init; }

    /// <summary>Given name of who is to be told.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name of who is to be told.</summary>
    public string? LastName { get; init; }

    /// <summary>Their telephone number, E.164.</summary>
    public string? Phone { get; init; }

    /// <summary>Their e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Id of the slot that was chosen.</summary>
    public string? SlotId { get; init; }

    /// <summary>The kind of visit that counts as long as none was named.</summary>
    [JsonIgnore]
    public VisitKind VisitOrPeriodic => Visit ?? VisitKind.Periodic;

    /// <summary>Whether nothing was told.</summary>
    [JsonIgnore]
    public bool IsEmpty => this == new Draft();

    /// <summary>What is still to be asked for, in the order to ask; empty when all is there.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Missing =>
    [
        .. SlotId is null ? [Ask.When] : Array.Empty<string>(),
        .. Plate is null ? [Ask.Plate] : Array.Empty<string>(),
        .. Brand is null ? [Ask.Brand] : Array.Empty<string>(),
        .. FirstName is null || LastName is null ? [Ask.Name] : Array.Empty<string>(),
        .. Phone is null ? [Ask.Phone] : Array.Empty<string>(),
    ];

    /// <summary>The next vehicle of the same contact.</summary>
    [JsonIgnore]
    public Draft ForAnother => new() { FirstName = FirstName, LastName = LastName, Phone = Phone, Email = Email };
}

using System.Text.Json.Serialization;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Sessions.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Inspection.Planning;

/// <summary>A booking as it is asked for.</summary>
/// <param name="SlotId">As <c>GET /api/slots</c> gave it.</param>
/// <param name="ClientInfo">Who comes.</param>
internal sealed record BookingBody(
    [property: JsonPropertyName("slot_id")] string? SlotId,
    [property: JsonPropertyName("client_info")] ClientBody? ClientInfo);

/// <summary>Who comes, and with what, by the names of the booking interface.</summary>
/// <param name="FirstName">Required.</param>
/// <param name="LastName">Required.</param>
/// <param name="Phone">Required: E.164, or as it is written in the centre's country.</param>
/// <param name="Email">May be left out.</param>
/// <param name="VehicleBrand">Required.</param>
/// <param name="VehicleModel">May be left out.</param>
/// <param name="LicensePlate">Required, however it is written.</param>
/// <param name="Energy">
/// May be left out: <c>essence</c>, <c>diesel</c>, <c>electrique</c>, <c>hybride</c>, <c>gpl</c> or <c>gnv</c>; the
/// price may depend on it.
/// </param>
internal sealed record ClientBody(
    [property: JsonPropertyName("first_name")] string? FirstName,
    [property: JsonPropertyName("last_name")] string? LastName,
    [property: JsonPropertyName("phone")] string? Phone,
    [property: JsonPropertyName("email")] string? Email,
    [property: JsonPropertyName("vehicle_brand")] string? VehicleBrand,
    [property: JsonPropertyName("vehicle_model")] string? VehicleModel,
    [property: JsonPropertyName("license_plate")] string? LicensePlate,
    [property: JsonPropertyName("energy")] string? Energy)
{
    private const string Prefix = "client_info.";

    /// <summary>Reads it, or says all that is wrong with it at once.</summary>
    /// <param name="body">What came.</param>
    /// <param name="centre">Whose country counts for telephone numbers.</param>
    /// <param name="isAtDesk">Whether only the plate must be there.</param>
    /// <param name="problem">What is wrong.</param>
    public static ClientInfo? Read(ClientBody? body, Centre centre, bool isAtDesk, out ProblemHttpResult? problem)
    {
        body ??= new ClientBody(null, null, null, null, null, null, null, null);
        var flaws = new Dictionary<string, (string Code, string Expected)>(StringComparer.Ordinal);
        void Need(string name, string? text)
        {
            if (!isAtDesk && WellFormed.Line(text, 1) is null)
                flaws.Add(Prefix + name, ("field_missing", "is required."));
        }

        Need("first_name", body.FirstName);
        Need("last_name", body.LastName);
        Need("phone", body.Phone);
        Need("vehicle_brand", body.VehicleBrand);
        if (!string.IsNullOrWhiteSpace(body.Phone) && ClientInfo.PhoneOf(centre, body.Phone) is null)
            flaws.Add(Prefix + "phone", ("phone_malformed", "expected a telephone number such as +33612345678."));
        if (string.IsNullOrWhiteSpace(body.LicensePlate))
            flaws.Add(Prefix + "license_plate", ("field_missing", "is required."));
        else if (ClientInfo.PlateOf(body.LicensePlate) is null)
            flaws.Add(Prefix + "license_plate", ("plate_malformed", "expected a number plate such as AB-123-CD."));
        if (!string.IsNullOrWhiteSpace(body.Email) && !ClientInfo.IsEmail(body.Email.Trim()))
            flaws.Add(Prefix + "email", ("email_malformed", "expected an e-mail address."));
        var energy = CentreWords.EnergyOf(body.Energy);
        if (!string.IsNullOrWhiteSpace(body.Energy) && energy is null)
        {
            flaws.Add(
                Prefix + "energy",
                ("unknown_energy", $"expected one of {string.Join(", ", CentreWords.EnergyNames)}."));
        }

        problem = flaws.Count > 0 ? PlanningProblems.Invalid(flaws) : null;
        return problem is not null ? null : new ClientInfo(
            body.FirstName ?? "", body.LastName ?? "", body.Phone ?? "", body.Email, body.VehicleBrand ?? "",
            body.VehicleModel, body.LicensePlate!)
        {
            Energy = energy,
        };
    }
}

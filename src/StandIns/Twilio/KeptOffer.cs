namespace Gateway.StandIns.Twilio;

/// <summary>A number that can be bought.</summary>
/// <param name="Number">E.164.</param>
/// <param name="Country">ISO 3166-1, two capital letters.</param>
/// <param name="Kind"><c>Local</c>, <c>Mobile</c> or <c>TollFree</c>.</param>
public sealed record KeptOffer(string Number, string Country = "FR", string Kind = "Local")
{
    /// <summary><c>none</c>, <c>any</c>, <c>local</c> or <c>foreign</c>.</summary>
    public string AddressRequirements { get; init; } = "none";

    /// <summary>Whether it takes text messages.</summary>
    public bool TakesMessages { get; init; } = true;
}

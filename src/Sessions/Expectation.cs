using System.Text.Json.Serialization;

namespace Gateway.Sessions;

/// <summary>What kind of answer a turn waits for: for keyboards, and for when a speaker has finished.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Expectation>))]
public enum Expectation
{
    /// <summary>Anything.</summary>
    [JsonStringEnumMemberName("free")] Free,

    /// <summary>A yes or a no.</summary>
    [JsonStringEnumMemberName("yesNo")] YesNo,

    /// <summary>A number.</summary>
    [JsonStringEnumMemberName("digits")] Digits,

    /// <summary>A telephone number.</summary>
    [JsonStringEnumMemberName("phone")] Phone,

    /// <summary>A number plate.</summary>
    [JsonStringEnumMemberName("plate")] Plate,

    /// <summary>A person's name.</summary>
    [JsonStringEnumMemberName("name")] Name,

    /// <summary>An e-mail address.</summary>
    [JsonStringEnumMemberName("email")] Email,

    /// <summary>A postal address.</summary>
    [JsonStringEnumMemberName("address")] Address,
}

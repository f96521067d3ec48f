using System.Text.Json.Serialization;

namespace Gateway.Sessions;

/// <summary>Why a message is allowed to be sent. Set by the flow that writes it, never by a model.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageClass>))]
public enum MessageClass
{
    /// <summary>An answer to someone who just wrote.</summary>
    [JsonStringEnumMemberName("reply")] Reply,

    /// <summary>News of something the contact has ordered or booked.</summary>
    [JsonStringEnumMemberName("service")] Service,

    /// <summary>Prospecting: wants consent, hours and measure.</summary>
    [JsonStringEnumMemberName("marketing")] Marketing,
}

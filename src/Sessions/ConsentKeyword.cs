using System.Text.Json.Serialization;

namespace Gateway.Sessions;

/// <summary>What a message says about consent when it is one of the agreed words and nothing else.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConsentKeyword>))]
public enum ConsentKeyword
{
    /// <summary>STOP, ARRET and the like: send nothing more.</summary>
    [JsonStringEnumMemberName("stop")] Stop,

    /// <summary>START, REPRENDRE and the like: go on.</summary>
    [JsonStringEnumMemberName("start")] Start,

    /// <summary>HELP, INFO, AIDE.</summary>
    [JsonStringEnumMemberName("help")] Help,
}

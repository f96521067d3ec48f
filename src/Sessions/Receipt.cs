using System.Text.Json.Serialization;

namespace Gateway.Sessions;

/// <summary>How far an entry got.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReceiptState>))]
public enum ReceiptState
{
    /// <summary>It waits to be sent.</summary>
    [JsonStringEnumMemberName("queued")] Queued,

    /// <summary>The provider has it.</summary>
    [JsonStringEnumMemberName("sent")] Sent,

    /// <summary>It is on the contact's device.</summary>
    [JsonStringEnumMemberName("delivered")] Delivered,

    /// <summary>The contact has seen it.</summary>
    [JsonStringEnumMemberName("read")] Read,

    /// <summary>It will not arrive.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>It may have arrived: the provider's answer was lost, and no one can say.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
}

/// <summary>How far an entry got.</summary>
/// <param name="Seq">Place of the entry; on the web, where it says read, everything before it was read as well.</param>
/// <param name="State">How far.</param>
public sealed record Receipt(long Seq, ReceiptState State)
{
    /// <summary>A state as Redis has it; null for none.</summary>
    internal static ReceiptState? ParseState(string? name) =>
        string.IsNullOrEmpty(name) ? null : Enum.Parse<ReceiptState>(name, ignoreCase: true);
}

using System.ComponentModel.DataAnnotations;

namespace Gateway.Brain.House;

/// <summary>Configuration of the embedded model, section <c>House</c>.</summary>
public sealed class HouseOptions
{
    /// <summary>
    /// Pause between two words of an answer, in milliseconds, 0 to 200: people read along. Default 18.
    /// </summary>
    [Range(0, 200)]
    public int PaceMs { get; set; } = 18;
}

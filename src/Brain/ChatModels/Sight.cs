namespace Gateway.Brain.ChatModels;

/// <summary>What the models that are configured can make of what comes besides words.</summary>
/// <param name="Pictures">Whether one of them is shown pictures.</param>
/// <param name="Descriptions">Whether one of them understands a place or a card that is described to it; the house
/// model understands what people write.</param>
internal sealed record Sight(bool Pictures, bool Descriptions)
{
    /// <summary>That of the house model.</summary>
    public static Sight OfHouse { get; } = new(Pictures: false, Descriptions: false);
}

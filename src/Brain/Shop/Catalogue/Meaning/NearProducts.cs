namespace Gateway.Brain.Shop.Catalogue.Meaning;

/// <summary>The products that are about what somebody means.</summary>
/// <param name="Handles">The nearest first.</param>
/// <param name="StandsOut">Whether the first is nearer than what is near by chance.</param>
internal sealed record NearProducts(IReadOnlyList<string> Handles, bool StandsOut)
{
    /// <summary>That nothing is known of it.</summary>
    public static NearProducts None { get; } = new([], false);
}

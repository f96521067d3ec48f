namespace Gateway.Brain.Shop;

/// <summary>What the shop's agent keeps of a session. Only its tools change it.</summary>
internal sealed record ShopState;

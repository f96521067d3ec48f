namespace Gateway.Sessions;

/// <summary>
/// Where the secret is kept under which addresses are hashed in the names of Redis's keys, unless
/// <see cref="SessionOptions.AddressKey"/> gives it. It is best kept outside Redis: who has a copy of the one then
/// has not the other.
/// </summary>
public interface IAddressKey
{
    /// <summary>
    /// The key, made by whichever node asks first, and the same on all nodes from then on. At least 32 bytes.
    /// </summary>
    Task<byte[]> GetAsync();
}

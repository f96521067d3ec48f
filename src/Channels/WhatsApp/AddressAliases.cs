using Gateway.Sessions;
using Gateway.Sessions.Redis;
using Microsoft.Extensions.Caching.Memory;
using StackExchange.Redis;
using LuaScript = Gateway.Sessions.Redis.LuaScript;

namespace Gateway.Channels.WhatsApp;

/// <summary>
/// The one address that a contact is kept under who writes now by this name and now by that one. An alias never
/// changes, so that a message that comes twice, by whatever road, is looked for in the same place, and so that every
/// node may remember it.
/// </summary>
internal sealed class AddressAliases(AddressNames names) : IDisposable
{
    /// <summary>How many aliases a node remembers.</summary>
    private const int Remembered = 50_000;

    private static readonly LuaScript Alias = LuaScript.Load(typeof(AddressAliases), "alias");

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = Remembered });

    /// <summary>The address of a sender.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="name">The name the message came from, as the provider writes it.</param>
    /// <param name="otherName">The sender's other name if the message carries it, or null. It is led to the same
    /// address unless it leads somewhere already.</param>
    /// <param name="preferred">The address to take when neither was seen before; null: <paramref name="name"/>.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async ValueTask<string> ResolveAsync(string workspace, string name, string? otherName, string? preferred)
    {
        // A pair that was seen together has both its aliases.
        var pair = (workspace, name, otherName);
        if (_known.TryGetValue(pair, out string? address))
            return address!;
        var hash = await names.ReadyAsync();
        var key = KeyOf(hash, workspace, name);
        var other = otherName is null ? key : KeyOf(hash, workspace, otherName);
        (RedisKey, RedisKey)[] former = names.AreMoved ? [] :
            [(key, FormerKeyOf(workspace, name)), (other, FormerKeyOf(workspace, otherName ?? name))];
        address = (string)(await names.RunAsync(Alias, [key, other], [name, preferred ?? ""], former))!;
        return _known.Set(pair, address, new MemoryCacheEntryOptions { Size = 1 });
    }

    /// <inheritdoc/>
    public void Dispose() => _known.Dispose();

    /// <summary>The names that earlier versions gave.</summary>
    public static FormerNames Former { get; } = new("gateway:alias:{", (hash, rest) =>
        rest.IndexOf("}:", StringComparison.Ordinal) is > 0 and var end
            ? KeyOf(hash, rest[..end], rest[(end + 2)..])
            : (RedisKey?)null);

    /// <summary>
    /// String, the address, by the hash of the name. For good. A workspace's aliases share a slot, so that two are
    /// asked at once.
    /// </summary>
    private static RedisKey KeyOf(AddressHash hash, string workspace, string name) =>
        $"gateway:alias-of:{{{workspace}}}:{hash.Of($"{workspace}:{name}")}";

    private static RedisKey FormerKeyOf(string workspace, string name) => $"gateway:alias:{{{workspace}}}:{name}";
}

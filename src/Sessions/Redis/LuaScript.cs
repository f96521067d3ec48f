using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>
/// One Lua file with the shared preamble before it. It is called by its hash; a server that does not know it (a
/// restart, <c>SCRIPT FLUSH</c>, a replica that took over) is sent the text once more.
/// </summary>
public sealed class LuaScript
{
    private readonly byte[] _hash;
    private readonly string _text;
    private readonly string _verb;

    private LuaScript(string verb, string before = "")
    {
        var text = Read(typeof(LuaScript), "shared.lua") + before + verb;
        (_text, _verb) = (text, verb);
#pragma warning disable CA5350 // EVALSHA names scripts by their SHA-1; nothing is protected by it.
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    /// <summary>Reads <c>{name}.lua</c> from the assembly of the type that stands beside it.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static LuaScript Load(Type beside, string name) => new(Read(beside, name + ".lua"));

    /// <summary>Reads one of the engine's own; what the outbox's scripts share comes before them.</summary>
    internal static LuaScript Load(string name) => name.StartsWith("outbox_", StringComparison.Ordinal)
        ? new(Read(typeof(LuaScript), "delivery.lua") + Read(typeof(LuaScript), name + ".lua"))
        : Load(typeof(LuaScript), name);

    /// <summary>The same behind settle.lua, for as long as some keys may bear the names of earlier versions.</summary>
    internal LuaScript Settling => field ??= new LuaScript(_verb, Read(typeof(LuaScript), "settle.lua"));

    /// <summary>
    /// Runs the script in one round trip. Ask for it at the <see cref="RedisDoor"/>, which knows how long that may
    /// take.
    /// </summary>
    internal async Task<RedisResult> RunAsync(IDatabase redis, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await redis.ScriptEvaluateAsync(_hash, keys, values);
        }
        catch (RedisServerException error) when (error.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await redis.ExecuteAsync("EVAL", [_text, keys.Length, .. keys, .. values]);
        }
    }

    private static string Read(Type beside, string file)
    {
        using var stream = beside.Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The script {file} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

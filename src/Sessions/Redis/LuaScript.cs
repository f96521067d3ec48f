using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>
/// One Lua file with the shared preamble before it. It is called by its hash; a server that does not know it (a restart,
/// <c>SCRIPT FLUSH</c>, a replica that took over) is sent the text once more.
/// </summary>
public sealed class LuaScript
{
    private readonly byte[] _hash;
    private readonly string _text;

    private LuaScript(string text)
    {
        _text = text;
#pragma warning disable CA5350 // EVALSHA names scripts by their SHA-1; nothing is protected by it.
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    /// <summary>Reads <c>{name}.lua</c> from the assembly of the type that stands beside it.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static LuaScript Load(Type beside, string name) => new(Read(typeof(LuaScript), "shared.lua") + Read(beside, name + ".lua"));

    /// <summary>Reads one of the engine's own; what the outbox's scripts share comes before them.</summary>
    internal static LuaScript Load(string name) => name.StartsWith("outbox_", StringComparison.Ordinal)
        ? new(Read(typeof(LuaScript), "shared.lua") + Read(typeof(LuaScript), "delivery.lua") + Read(typeof(LuaScript), name + ".lua"))
        : Load(typeof(LuaScript), name);

    /// <summary>Runs the script in one round trip. Ask for it at the <see cref="RedisDoor"/>, which knows how long that may take.</summary>
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

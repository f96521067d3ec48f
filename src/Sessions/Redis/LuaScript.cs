using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>
/// One Lua file with the shared preamble before it. It is called by its hash; a server that does not know it (a restart,
/// <c>SCRIPT FLUSH</c>, a replica that took over) is sent the text once more.
/// </summary>
internal sealed class LuaScript
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

    /// <summary>Reads <c>{name}.lua</c> from the assembly; what the outbox's scripts share comes before them.</summary>
    public static LuaScript Load(string name) => new(
        Read("shared.lua") + (name.StartsWith("outbox_", StringComparison.Ordinal) ? Read("delivery.lua") : "") + Read(name + ".lua"));

    /// <summary>Runs the script in one round trip.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer, is loading, or the connection broke.</exception>
    public async Task<RedisResult> RunAsync(IDatabase redis, RedisKey[] keys, RedisValue[] values, TimeSpan timeout)
    {
        var result = await AskAsync(redis, keys, values, timeout);
        // The client ends its tasks one after the other on one thread: whoever went on there would hold up everyone's answers.
        await Task.Yield();
        return result;
    }

    private async Task<RedisResult> AskAsync(IDatabase redis, RedisKey[] keys, RedisValue[] values, TimeSpan timeout)
    {
        try
        {
            try
            {
                return await redis.ScriptEvaluateAsync(_hash, keys, values).WaitAsync(timeout);
            }
            catch (RedisServerException error) when (error.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
            {
                return await redis.ExecuteAsync("EVAL", [_text, keys.Length, .. keys, .. values]).WaitAsync(timeout);
            }
        }
        catch (Exception error) when (SessionStoreUnavailableException.IsCause(error))
        {
            throw new SessionStoreUnavailableException(error);
        }
    }

    private static string Read(string file)
    {
        using var stream = typeof(LuaScript).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The script {file} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

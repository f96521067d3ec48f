using System.Globalization;
using StackExchange.Redis;

namespace Gateway.Benchmarks;

/// <summary>Redis's own count of what it was asked.</summary>
internal sealed class RedisStatistics(IConnectionMultiplexer redis)
{
    public Task ResetAsync() => redis.GetDatabase().ExecuteAsync("CONFIG", "RESETSTAT");

    /// <summary>Processor time of Redis's own so far.</summary>
    public async Task<TimeSpan> ProcessorTimeAsync()
    {
        var info = (string)(await redis.GetDatabase().ExecuteAsync("INFO", "cpu"))!;
        return TimeSpan.FromSeconds(info.Split('\n', StringSplitOptions.TrimEntries)
            .Where(
                line => line.StartsWith("used_cpu_user:", StringComparison.Ordinal)
                || line.StartsWith("used_cpu_sys:", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(':')[1], CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// Calls by command since the last reset. Commands within scripts are counted by Redis as well and stand under
    /// their own names.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, long>> CallsAsync()
    {
        var info = (string)(await redis.GetDatabase().ExecuteAsync("INFO", "commandstats"))!;
        return info.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("cmdstat_", StringComparison.Ordinal))
            .Select(line => line["cmdstat_".Length..].Split(':', 2))
            .ToDictionary(
                pair => pair[0],
                pair => long.Parse(pair[1].Split(',')[0]["calls=".Length..], CultureInfo.InvariantCulture));
    }
}

using System.Diagnostics;

namespace Gateway.Benchmarks;

/// <summary>
/// What the machine was like when it was measured: <c>appendfsync always</c> can be no faster than its disk.
/// </summary>
internal static class Disk
{
    /// <summary>
    /// Median time to write 512 bytes and have them on the disk, in the folder where the measured Redis keeps its file.
    /// </summary>
    public static double SyncMs()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var file = new FileStream(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        var block = new byte[512];
        double[] took = [.. Enumerable.Range(0, 101).Select(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            file.Write(block);
            file.Flush(flushToDisk: true);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }).Order()];
        return took[took.Length / 2];
    }

    /// <summary>Of the last minute, as Linux tells it; a dash elsewhere.</summary>
    public static string LoadAverage() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "-";
}

using System.Text.Json;
using Gateway.Embedded.Servers;

namespace Gateway.Workspaces;

/// <summary>
/// Remembers over a restart who held which site key, number and bot, so that a file that asks for another's name gets
/// it no more after the restart than before.
/// </summary>
/// <param name="path">The file it is kept in; one that is missing or damaged says nothing.</param>
/// <param name="logger">Told when it cannot be kept.</param>
internal sealed partial class HeldNames(string path, ILogger<HeldNames> logger)
{
    private Dictionary<string, string>? _kept;

    /// <summary>From a name to the id of the workspace that held it last.</summary>
    public IReadOnlyDictionary<string, string> Read()
    {
        if (_kept is not null)
            return _kept;
        try
        {
            _kept = File.Exists(path)
                ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))
                : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            Log.NotRead(logger, fault);
        }

        return _kept ??= [];
    }

    /// <summary>Writes down who holds what now.</summary>
    public void Keep(Dictionary<string, string> holders)
    {
        var before = Read();
        if (before.Count == holders.Count && !before.Except(holders).Any())
            return;
        _kept = holders;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            PrivateFile.Write(path, JsonSerializer.Serialize(holders));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.NotKept(logger, fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message =
            "Who held which site key, number and bot cannot be read; of two that ask for one the first by file name gets it")]
        public static partial void NotRead(ILogger logger, Exception fault);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Who holds which site key, number and bot cannot be written down; a restart will not know it")]
        public static partial void NotKept(ILogger logger, Exception fault);
    }
}

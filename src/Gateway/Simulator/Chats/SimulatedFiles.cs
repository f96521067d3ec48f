using System.Security.Cryptography;

namespace Gateway.Simulator.Chats;

/// <summary>
/// Files that travel between the gateway and the simulated phones. The newest few are kept, in memory.
/// </summary>
internal sealed class SimulatedFiles
{
    private const int MaxFiles = 40;

    private readonly Lock _lock = new();
    private readonly LinkedList<SimulatedFile> _files = new();

    /// <summary>Keeps a file.</summary>
    /// <returns>Its id.</returns>
    public string Keep(string contentType, byte[] content)
    {
        var file = new SimulatedFile(RandomNumberGenerator.GetHexString(32, lowercase: true), contentType, content);
        lock (_lock)
        {
            _files.AddFirst(file);
            if (_files.Count > MaxFiles)
                _files.RemoveLast();
        }

        return file.Id;
    }

    /// <summary>Where a phone finds a file.</summary>
    public static string AddressOf(string id) => $"/simulator/files/{id}";

    /// <summary>The file with that id, or null.</summary>
    public SimulatedFile? Find(string id)
    {
        lock (_lock)
            return _files.FirstOrDefault(file => file.Id == id);
    }
}

/// <summary>A file.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="ContentType">What its sender says it is.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record SimulatedFile(string Id, string ContentType, byte[] Content);

using Gateway.Embedded.Servers;

namespace Gateway.Embedded;

/// <summary>The right to run servers on a data path. It ends with the process, however that ends.</summary>
internal sealed class DataPathLock : IDisposable
{
    // EWOULDBLOCK of Linux: what .NET reports when the lock on a file is held (FileStream, FileShare.None).
    private const int LockedByOther = 11;

    private readonly FileStream _file;

    private DataPathLock(FileStream file) => _file = file;

    /// <summary>Takes the data path, making the folder when it is missing.</summary>
    /// <exception cref="ServerStartException">Another gateway has it, or it cannot be written to.</exception>
    public static DataPathLock Take(string dataPath)
    {
        try
        {
            Directory.CreateDirectory(dataPath);
            return new DataPathLock(new FileStream(
                Path.Combine(dataPath, "gateway.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ServerStartException($"Gateway:DataPath {dataPath} cannot be written to by this account.", e);
        }
        catch (IOException e) when (e.HResult != LockedByOther)
        {
            throw new ServerStartException($"Gateway:DataPath {dataPath} cannot be written to ({e.Message}).", e);
        }
        catch (IOException e)
        {
            throw new ServerStartException(
                $"Gateway:DataPath {dataPath} is in use by another gateway: stop that one, or give this one a path of its own ({e.Message}).", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}

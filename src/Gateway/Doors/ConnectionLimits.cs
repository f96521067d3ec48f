namespace Gateway.Doors;

/// <summary>How many connections strangers may hold so that the process lives and can reach what it needs.</summary>
/// <param name="Most">Of all together.</param>
/// <param name="PerAddress">Of one address.</param>
internal sealed record ConnectionLimits(int Most, int PerAddress)
{
    /// <summary>
    /// What the process itself comes to hold (393 measured): .NET keeps one descriptor for each assembly, and loads
    /// many only with the first requests, so that what is in use at the start says too little.
    /// </summary>
    private const int Own = 400;

    /// <summary>
    /// Descriptors kept back beside the process's own: for PostgreSQL's pool, Redis, and calls to providers and models.
    /// </summary>
    private const int LeastReserve = 96;

    private const int MostReserve = 2_048;

    /// <summary>
    /// What a quiet connection costs in memory (measured: 30 KB for a visitor's), with room for what it is sent.
    /// </summary>
    private const long BytesPerConnection = 64 * 1024;

    /// <summary>What a visitor needs of a gateway even with the smallest of file limits.</summary>
    private const int Least = 16;

    /// <summary>The limits of a process.</summary>
    /// <param name="options">What is configured; it wins as far as the file limit goes.</param>
    /// <param name="files">How many descriptors the process may have.</param>
    /// <param name="inUse">How many of them it has when it starts to listen.</param>
    /// <param name="memoryBytes">How much memory there is for it.</param>
    public static ConnectionLimits Of(DoorOptions options, int files, int inUse, long memoryBytes)
    {
        // A quarter of a small limit, and no more than providers and stores can ever want of a large one.
        var free = files - Math.Max(inUse, Own);
        var byFiles = free - Math.Clamp(free / 4, LeastReserve, MostReserve);
        var byMemory = memoryBytes / 4 / BytesPerConnection;
        var most = Math.Max(Least, (int)Math.Min(options.MaxConnections ?? byMemory, byFiles));
        return new ConnectionLimits(most, Math.Clamp(options.MaxConnectionsPerAddress ?? (most / 4), 1, most));
    }
}

namespace Gateway.Embedded.Servers;

/// <summary>All there is to know to start a server, to see that it is ready, and to know it again later.</summary>
internal sealed record ServerCommand
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Path of its program.</summary>
    public required string Program { get; init; }

    /// <summary>The program's arguments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Its folder: its data, its log and the file with its process number lie here.</summary>
    public required string Home { get; init; }

    /// <summary>Whom it runs as; null: as we do.</summary>
    public string? Account { get; init; }

    /// <summary>The signal that asks it to end in good order.</summary>
    public required int StopSignal { get; init; }

    /// <summary>Whether the process answers; asked again and again until it does.</summary>
    public required Func<int, CancellationToken, Task<bool>> IsReadyAsync { get; init; }

    /// <summary>Where it works and keeps its data.</summary>
    public string DataDirectory => DataDirectoryOf(Home);

    /// <summary>Holds the process number while the server runs.</summary>
    public string PidFile => PidFileOf(Home);

    /// <summary>What the server writes about itself.</summary>
    public string LogFile => Path.Combine(Home, "server.log");

    public static string PidFileOf(string home) => Path.Combine(home, "server.pid");

    public static string DataDirectoryOf(string home) => Path.Combine(home, "data");
}

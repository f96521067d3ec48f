using System.Diagnostics;
using System.Globalization;

namespace Gateway.Channels.Tests.Speech.Espeak;

/// <summary>A program in espeak's place that behaves badly.</summary>
internal sealed class Script : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public Script(string body)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "espeak-ng");
        File.WriteAllText(Path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    /// <summary>Waits until the program has ended.</summary>
    public static async Task EndedAsync(int process, CancellationToken cancellationToken)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            await running.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);
        }
        catch (ArgumentException)
        {
            // There is none of that number any more.
        }
    }

    /// <summary>Its process, once it has written it down.</summary>
    public async Task<int> PidAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (File.Exists(Path + ".pid")
                && int.TryParse(
                    await File.ReadAllTextAsync(Path + ".pid", cancellationToken), CultureInfo.InvariantCulture,
                    out var pid))
                return pid;
            await Task.Yield();
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

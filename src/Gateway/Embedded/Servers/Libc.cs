using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace Gateway.Embedded.Servers;

/// <summary>
/// What .NET has no call for: signals other than KILL, a path without symbolic links, and the mask of new files.
/// </summary>
internal static class Libc
{
    /// <summary>Asks Redis to save and exit.</summary>
    public const int Terminate = 15;

    /// <summary>Asks PostgreSQL for its fast shutdown: roll back, disconnect, write out.</summary>
    public const int Interrupt = 2;

    /// <summary>Ends a process that does not listen.</summary>
    public const int Kill = 9;

    private const UnixFileMode GroupAll = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
    private const UnixFileMode OtherAll = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Sends a signal; a process that is gone already is none to complain about.</summary>
    public static void Signal(int pid, int signal) => _ = kill(pid, signal);

    /// <summary>
    /// From here on whatever this process and its children make is for their own account's eyes only, unless it is
    /// opened to others by name.
    /// </summary>
    public static void CloseNewFiles()
    {
        if (!OperatingSystem.IsWindows())
            _ = umask((uint)(GroupAll | OtherAll));
    }

    /// <summary>The path as the kernel names it, free of symbolic links, or null when nothing is there.</summary>
    public static string? RealPath(string path)
    {
        var resolved = realpath(Encoding.UTF8.GetBytes(path + '\0'), IntPtr.Zero);
        if (resolved == IntPtr.Zero)
            return null;
        try
        {
            return Marshal.PtrToStringUTF8(resolved);
        }
        finally
        {
            free(resolved);
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressMessage("Style", "IDE1006", Justification = "The name is libc's.")]
    [SuppressMessage(
        "Interoperability", "SYSLIB1054",
        Justification = "Blittable: generated marshalling would only ask for unsafe code.")]
    private static extern int kill(int pid, int signal);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressMessage("Style", "IDE1006", Justification = "The name is libc's.")]
    [SuppressMessage(
        "Interoperability", "SYSLIB1054", Justification = "Generated marshalling would only ask for unsafe code.")]
    private static extern IntPtr realpath(byte[] path, IntPtr buffer);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressMessage("Style", "IDE1006", Justification = "The name is libc's.")]
    [SuppressMessage(
        "Interoperability", "SYSLIB1054",
        Justification = "Blittable: generated marshalling would only ask for unsafe code.")]
    private static extern void free(IntPtr pointer);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressMessage("Style", "IDE1006", Justification = "The name is libc's.")]
    [SuppressMessage(
        "Interoperability", "SYSLIB1054",
        Justification = "Blittable: generated marshalling would only ask for unsafe code.")]
    private static extern uint umask(uint mask);
}

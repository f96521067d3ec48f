using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Embedded.Servers;

/// <summary>Loopback ports for the servers.</summary>
internal static class FreePort
{
    /// <summary>
    /// The port noted in that file if it is still free, else any free one, noted there: who knew the server's address
    /// before a restart finds it again.
    /// </summary>
    public static int Keep(string file)
    {
        var port = Find(file) is { } noted && IsFree(noted) ? noted : Any();
        File.WriteAllText(file, port.ToString(CultureInfo.InvariantCulture));
        return port;
    }

    /// <summary>The port noted in that file, or null.</summary>
    public static int? Find(string file) =>
        File.Exists(file)
        && int.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var noted)
        && noted is > 1023 and <= IPEndPoint.MaxPort ? noted : null;

    /// <summary>A port that is free now.</summary>
    public static int Any()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

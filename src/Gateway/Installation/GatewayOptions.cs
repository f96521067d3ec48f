using System.Globalization;
using System.Net;
using Gateway.Sessions;

namespace Gateway.Installation;

/// <summary>The section <c>Gateway</c> of the configuration, checked.</summary>
internal sealed record GatewayOptions
{
    /// <summary>
    /// Folder for the data of the embedded servers; absolute. Default: <c>.data</c> where the gateway is started.
    /// </summary>
    public required string DataPath { get; init; }

    /// <summary>
    /// Folder with one file per workspace; absolute. Default: <c>workspaces</c> where the gateway is started.
    /// </summary>
    public required string WorkspacesPath { get; init; }

    /// <summary>The address that providers reach us at, without a trailing slash; null: the request's own.</summary>
    public required Uri? PublicUrl { get; init; }

    /// <summary>
    /// Proxies whose word on a request's origin is taken: addresses or networks in CIDR form. Default: none.
    /// </summary>
    public required IReadOnlyList<IPNetwork> KnownProxies { get; init; }

    /// <summary>
    /// How much memory the embedded Redis may fill, in megabytes. Default: a quarter of what this machine, or the
    /// container, has; the rest is for this process, PostgreSQL and the copy that Redis makes while it rewrites its
    /// file.
    /// </summary>
    public required int RedisMegabytes { get; init; }

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="ConfigurationException">A value cannot be used.</exception>
    public static GatewayOptions Read(IConfiguration configuration) => new()
    {
        DataPath = ReadDataPath(configuration),
        WorkspacesPath = ExistingFolder(configuration, "Gateway:WorkspacesPath", "workspaces"),
        PublicUrl = HttpAddress(configuration, "Gateway:PublicUrl"),
        RedisMegabytes = Megabytes(configuration, "Gateway:RedisMegabytes"),
        KnownProxies = [.. configuration.GetSection("Gateway:KnownProxies").GetChildren().Select(Network)],
    };

    /// <summary>Reads and checks <see cref="DataPath"/> alone.</summary>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static string ReadDataPath(IConfiguration configuration) =>
        Folder(configuration, "Gateway:DataPath", ".data");

    private static int Megabytes(IConfiguration configuration, string key)
    {
        const int Least = 16;
        const int Most = 16 * 1024 * 1024;
        if (configuration[key] is not { Length: > 0 } value)
            return (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 / (1024 * 1024), 64, Most);
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes)
            && megabytes is >= Least and <= Most
            ? megabytes
            : throw new ConfigurationException(key, value, $"a whole number of megabytes, at least {Least}");
    }

    private static string Folder(IConfiguration configuration, string key, string byDefault)
    {
        var value = configuration[key] ?? byDefault;
        if (string.IsNullOrWhiteSpace(value) || value.Contains('\0', StringComparison.Ordinal))
            throw new ConfigurationException(key, value.Trim(), "the path of a folder");
        return File.Exists(value)
            ? throw new ConfigurationException(key, value, "the path of a folder, and this is a file")
            : Path.TrimEndingDirectorySeparator(Path.GetFullPath(value));
    }

    private static string ExistingFolder(IConfiguration configuration, string key, string byDefault)
    {
        var folder = Folder(configuration, key, byDefault);
        return Directory.Exists(folder)
            ? folder
            : throw new ConfigurationException(key, folder, "a folder that exists");
    }

    private static Uri? HttpAddress(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { Length: > 0 } value)
            return null;
        return Uri.TryCreate(value.TrimEnd('/'), UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            && address.Query.Length == 0 && address.Fragment.Length == 0 && address.UserInfo.Length == 0
            ? address
            : throw new ConfigurationException(
                key, value, "an absolute http or https address without query, such as https://chat.example.com");
    }

    private static IPNetwork Network(IConfigurationSection section)
    {
        if (IPAddress.TryParse(section.Value, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(section.Value, out var network)
            ? network
            : throw new ConfigurationException(
                section.Path, section.Value, "an IP address or a network such as 10.0.0.0/8");
    }
}

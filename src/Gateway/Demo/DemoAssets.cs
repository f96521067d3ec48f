using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Gateway.Demo;

/// <summary>Style sheets, scripts and fonts of the demo pages, as the assembly carries them.</summary>
internal sealed class DemoAssets
{
    private const string Prefix = "Gateway.Demo.Assets.";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".woff2"] = "font/woff2",
        [".txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, DemoAsset> _assets = Read().ToFrozenDictionary(asset => asset.Name);

    /// <summary>The asset with that file name, or null.</summary>
    public DemoAsset? Find(string name) => _assets.GetValueOrDefault(name);

    /// <summary>Where a page finds the asset; the address changes with its content.</summary>
    /// <exception cref="KeyNotFoundException">The assembly carries no such asset.</exception>
    public string Address(string name) => $"/demo/assets/{name}?v={_assets[name].Version}";

    private static IEnumerable<DemoAsset> Read()
    {
        var assembly = typeof(DemoAssets).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var name = resource[Prefix.Length..];
            yield return new DemoAsset(
                name, ContentTypes[Path.GetExtension(name)], Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8)), content);
        }
    }
}

/// <summary>One file that belongs to the demo pages.</summary>
/// <param name="Name">File name.</param>
/// <param name="ContentType">What to tell browsers it is.</param>
/// <param name="Version">Changes with the content.</param>
/// <param name="Content">The file's bytes.</param>
internal sealed record DemoAsset(string Name, string ContentType, string Version, byte[] Content);

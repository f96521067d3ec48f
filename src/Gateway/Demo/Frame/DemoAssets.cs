using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Demo.Frame;

/// <summary>Style sheets, scripts and fonts of the demo pages, as the assembly carries them.</summary>
internal sealed partial class DemoAssets
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

    private static List<DemoAsset> Read()
    {
        var assembly = typeof(DemoAssets).Assembly;
        List<DemoAsset> assets = [];
        foreach (var resource in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            assets.Add(AssetOf(resource[Prefix.Length..], content));
        }

        return assets.ConvertAll(
            asset => Path.GetExtension(asset.Name) == ".css" ? WithVersions(asset, assets) : asset);
    }

    /// <summary>
    /// A style sheet that names what it uses by the same addresses as the pages do: a browser takes a font that was
    /// fetched ahead only for the very address.
    /// </summary>
    private static DemoAsset WithVersions(DemoAsset sheet, List<DemoAsset> assets) => AssetOf(
        sheet.Name,
        Encoding.UTF8.GetBytes(UsedFile.Replace(
            Encoding.UTF8.GetString(sheet.Content),
            used =>
                $"url(\"{used.Groups["name"].Value}?v={assets.First(asset => asset.Name == used.Groups["name"].Value).Version}\")")));

    private static DemoAsset AssetOf(string name, byte[] content) =>
        new(
            name, ContentTypes[Path.GetExtension(name)],
            Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8)), content);

    [GeneratedRegex("""url\("(?<name>[\w.-]+)"\)""", RegexOptions.NonBacktracking)]
    private static partial Regex UsedFile { get; }
}

/// <summary>One file that belongs to the demo pages.</summary>
/// <param name="Name">File name.</param>
/// <param name="ContentType">What to tell browsers it is.</param>
/// <param name="Version">Changes with the content.</param>
/// <param name="Content">The file's bytes.</param>
internal sealed record DemoAsset(string Name, string ContentType, string Version, byte[] Content);

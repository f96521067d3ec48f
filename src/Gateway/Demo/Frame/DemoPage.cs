namespace Gateway.Demo.Frame;

/// <summary>
/// What every demo page is told: its language, where its assets are, and how to link to itself in another language.
/// </summary>
public sealed class DemoPage
{
    private readonly DemoAssets _assets;
    private readonly QueryString _query;

    internal DemoPage(DemoAssets assets, DemoWords words, HttpRequest request)
    {
        _assets = assets;
        _query = QueryString.Create(request.Query.Where(pair => pair.Key != "lang"));
        Words = words;
        Path = request.Path;
        Host = $"{request.Scheme}://{request.Host}";
    }

    /// <summary>The page's language.</summary>
    public DemoWords Words { get; }

    /// <summary>Its path, without the query.</summary>
    public string Path { get; }

    /// <summary>Scheme, host and port that it was asked under.</summary>
    public string Host { get; }

    /// <summary>This page in that language.</summary>
    public string In(string locale) => Path + _query.Add("lang", locale);

    /// <summary>Another page, in this page's language.</summary>
    public string Link(string path) => $"{path}?lang={Words.Locale}";

    /// <summary>Where an asset is found.</summary>
    public string Asset(string name) => _assets.Address(name);
}

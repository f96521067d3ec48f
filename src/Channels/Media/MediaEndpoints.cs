using System.Globalization;
using Gateway.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Gateway.Channels.Media;

/// <summary>
/// <c>GET /media/{id}</c>: a contact's file for whoever holds a signed address of it, to be saved or shown, never run.
/// </summary>
internal sealed class MediaEndpoints(MediaLinks links, MediaFetcher fetcher, MediaStore store)
{
    private const int RetryAfterSeconds = 10;

    public async Task<IResult> GetAsync(
        HttpContext http, string id, CancellationToken cancellationToken, string? token = null)
    {
        if (!MediaId.TryParse(id, out var media) || links.Read(media, token) is not { } workspace)
            return TypedResults.Problem("There is no such file.", statusCode: StatusCodes.Status404NotFound);
        try
        {
            var fetched = await fetcher.FetchAsync(workspace, media, cancellationToken);
            return fetched switch
            {
                { State: FetchState.Kept, Stored: { } stored } => Send(http, workspace, media, stored),
                { State: FetchState.Unavailable } => Later(http),
                _ => TypedResults.Problem("The file is not to be had any more.", statusCode: StatusCodes.Status410Gone),
            };
        }
        catch (SessionStoreUnavailableException)
        {
            return Later(http);
        }
    }

    private IResult Send(HttpContext http, string workspace, MediaId id, StoredMedia stored)
    {
        FileStream file;
        try
        {
            file = store.Open(workspace, id);
        }
        catch (FileNotFoundException)
        {
            return TypedResults.Problem("The file is not to be had any more.", statusCode: StatusCodes.Status410Gone);
        }

        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, max-age=300";
        headers["Referrer-Policy"] = "no-referrer";
        var type = stored.ContentType!.StartsWith("text/", StringComparison.Ordinal)
            ? stored.ContentType + "; charset=utf-8"
            : stored.ContentType;
        return TypedResults.Stream(
            file, type, $"{id.Value[..12]}.{stored.Extension}",
            entityTag: new EntityTagHeaderValue($"\"{stored.Sha256}\""), enableRangeProcessing: true);
    }

    private static ProblemHttpResult Later(HttpContext http)
    {
        http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            "The file cannot be fetched now.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

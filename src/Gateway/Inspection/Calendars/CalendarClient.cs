using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Sessions.Network;

namespace Gateway.Inspection.Calendars;

/// <summary>
/// Fetches the centres' own calendars: by https, from public addresses (and the networks that the configuration
/// allows), past at most three redirects that keep to that, at most 5 MB within 15 seconds.
/// </summary>
internal sealed class CalendarClient : IDisposable
{
    /// <summary>The most bytes of a calendar.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    private const int MostRedirects = 3;

    /// <summary>How long all of it may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    /// <summary>A client that goes out by the usual way.</summary>
    public CalendarClient(Egress egress, TimeProvider time)
        : this(new HttpClient(egress.Open()), time)
    {
    }

    /// <summary>A client that goes out by that one.</summary>
    internal CalendarClient(HttpClient client, TimeProvider time)
    {
        (_client, _time) = (client, time);
        // Measured by hand, with the body.
        _client.Timeout = Timeout.InfiniteTimeSpan;
    }

    /// <summary>Fetches a calendar, unless it is still what it was.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="tag">Entity tag of what is known; null: none.</param>
    /// <param name="modified">When that was changed, as the server wrote it; null: unknown.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CalendarAnswer> FetchAsync(
        Uri address, string? tag, string? modified, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await FollowAsync(address, tag, modified, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CalendarAnswer.Failed("it takes too long");
        }
        catch (HttpRequestException fault)
        {
            return new CalendarAnswer.Failed($"it cannot be reached ({fault.HttpRequestError})");
        }
        catch (IOException)
        {
            return new CalendarAnswer.Failed("it was broken off");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<CalendarAnswer> FollowAsync(
        Uri address, string? tag, string? modified, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0)
                return new CalendarAnswer.Failed("its address is none that may be asked");
            using var request = Ask(address, tag, modified);
            using var answer = await _client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.NotModified && (tag ?? modified) is not null)
                return new CalendarAnswer.NotModified();
            if (answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
                or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                && answer.Headers.Location is { } location && Uri.TryCreate(address, location, out var next))
            {
                address = next;
                continue;
            }

            return answer.StatusCode == HttpStatusCode.OK
                ? await ReadAsync(answer, cancellationToken)
                : new CalendarAnswer.Failed(FormattableString.Invariant($"it answers {(int)answer.StatusCode}"));
        }

        return new CalendarAnswer.Failed("it sends us on too often");
    }

    private static HttpRequestMessage Ask(Uri address, string? tag, string? modified)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/calendar"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*", 0.1));
        request.Headers.TryAddWithoutValidation("User-Agent", "Gateway calendar import");
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (modified is not null)
            request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        return request;
    }

    private static async Task<CalendarAnswer> ReadAsync(
        HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentLength > MostBytes)
            return new CalendarAnswer.Failed("it is too large");
        if (answer.Content.Headers.ContentEncoding.Count > 0)
            return new CalendarAnswer.Failed("it is packed, though nobody asked for that");
        await using var from = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (whole.Length + read > MostBytes)
                return new CalendarAnswer.Failed("it is too large");
            whole.Write(buffer, 0, read);
        }

        return new CalendarAnswer.Text(
            Encoding.UTF8.GetString(whole.GetBuffer(), 0, (int)whole.Length),
            Short(answer.Headers.ETag?.ToString()),
            Short(answer.Content.Headers.TryGetValues("Last-Modified", out var values) ? values.First() : null));
    }

    private static string? Short(string? text) => text is { Length: <= 300 } ? text : null;
}

/// <summary>What a calendar's server answered.</summary>
internal abstract record CalendarAnswer
{
    private CalendarAnswer()
    {
    }

    /// <summary>A file.</summary>
    /// <param name="Content">What stands in it.</param>
    /// <param name="Tag">Its entity tag; null: none.</param>
    /// <param name="Modified">When it was changed, as the server writes it; null: it does not say.</param>
    public sealed record Text(string Content, string? Tag, string? Modified) : CalendarAnswer;

    /// <summary>It is still what it was.</summary>
    public sealed record NotModified : CalendarAnswer;

    /// <summary>Nothing that is any use.</summary>
    /// <param name="Reason">Why, in a few words without its address.</param>
    public sealed record Failed(string Reason) : CalendarAnswer;
}

using System.Net;

namespace Gateway.Sessions.Network;

/// <summary>
/// Lets no response grow past what we hold in memory: one that does is broken off, whether it is an answer or a stream
/// of events.
/// </summary>
/// <param name="mostBytes">The most bytes of one response.</param>
public sealed class BoundedResponses(long mostBytes) : DelegatingHandler
{
    /// <inheritdoc/>
    /// <exception cref="ResponseTooLargeException">It says that it is larger.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentLength > mostBytes)
        {
            response.Dispose();
            throw new ResponseTooLargeException();
        }

        response.Content = new BoundedContent(response.Content, mostBytes);
        return response;
    }

    private sealed class BoundedContent : HttpContent
    {
        private readonly HttpContent _content;
        private readonly long _most;

        public BoundedContent(HttpContent content, long most)
        {
            (_content, _most) = (content, most);
            foreach (var (name, values) in content.Headers)
                Headers.TryAddWithoutValidation(name, values);
        }

        protected override async Task<Stream> CreateContentReadStreamAsync() =>
            new BoundedStream(await _content.ReadAsStreamAsync(), _most);

        protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
            new BoundedStream(await _content.ReadAsStreamAsync(cancellationToken), _most);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await using var bounded = new BoundedStream(await _content.ReadAsStreamAsync(cancellationToken), _most);
            await bounded.CopyToAsync(stream, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _content.Dispose();
            base.Dispose(disposing);
        }
    }
}

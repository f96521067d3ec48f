using System.Net;
using System.Net.Http.Headers;
using Twilio.Http;
using SystemHttpClient = System.Net.Http.HttpClient;
using SystemHttpMethod = System.Net.Http.HttpMethod;
using TwilioHttpClient = Twilio.Http.HttpClient;

namespace Gateway.Channels.Twilio;

/// <summary>
/// Carries one call of Twilio's SDK over our own connections: to the account's own API address, with an end, and
/// remembering what the SDK does not tell: whether the request left, and what the answer's head said.
/// </summary>
internal sealed class TwilioWire(SystemHttpClient http, Uri apiBase, CancellationToken cancellationToken)
    : TwilioHttpClient
{
    private const string ApiHost = "api.";

    private static readonly string[] Neighbours = ["messaging.", "pricing."];

    /// <summary>Status of the answer, or null when there was none.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>The answer's <c>Retry-After</c>, or null.</summary>
    public RetryConditionHeaderValue? RetryAfter { get; private set; }

    /// <summary>Body of the answer; null when there was none, or not all of it.</summary>
    public string? Content { get; private set; }

    /// <summary>
    /// Whether the request may have reached the other side: its body was begun on a connection that stood.
    /// </summary>
    public bool HasLeft { get; private set; }

    public override Response MakeRequest(Request request) => throw new NotSupportedException("Calls are asynchronous.");

    public override async Task<Response> MakeRequestAsync(Request request)
    {
        using var message = new HttpRequestMessage(
            new SystemHttpMethod(request.Method.ToString()), AddressOf(request.ConstructUrl(), apiBase));
        message.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Authentication(request.Username, request.Password));
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (message.Method == SystemHttpMethod.Post)
            message.Content = new RequestBody(request.EncodePostParams(), () => HasLeft = true);
        using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Status = answer.StatusCode;
        RetryAfter = answer.Headers.RetryAfter;
        await answer.Content.LoadIntoBufferAsync(http.MaxResponseContentBufferSize, cancellationToken);
        Content = await answer.Content.ReadAsStringAsync(cancellationToken);
        return new Response(answer.StatusCode, Content, answer.Headers);
    }

    /// <summary>
    /// Where a call goes. Twilio's products have hosts of their own (<c>messaging.twilio.com</c>): beside an
    /// <c>api.</c> host they have the same neighbours, and any other address stands for all of them.
    /// </summary>
    public static Uri AddressOf(Uri called, Uri apiBase)
    {
        var address = new UriBuilder(apiBase)
        {
            Path = apiBase.AbsolutePath.TrimEnd('/') + called.AbsolutePath,
            Query = called.Query,
        };
        if (apiBase.Host.StartsWith(ApiHost, StringComparison.OrdinalIgnoreCase)
            && Neighbours.FirstOrDefault(one => called.Host.StartsWith(one, StringComparison.OrdinalIgnoreCase))
            is { } neighbour)
            address.Host = neighbour + apiBase.Host[ApiHost.Length..];
        return address.Uri;
    }

    /// <summary>
    /// A form that tells when it is begun. A small request's head goes out together with it, so before that nothing has
    /// left.
    /// </summary>
    private sealed class RequestBody : HttpContent
    {
        private readonly byte[] _form;
        private readonly Action _begun;

        public RequestBody(byte[] form, Action begun)
        {
            (_form, _begun) = (form, begun);
            Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") { CharSet = "utf-8" };
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            _begun();
            await stream.WriteAsync(_form, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _form.Length;
            return true;
        }
    }
}

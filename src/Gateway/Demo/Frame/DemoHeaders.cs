namespace Gateway.Demo.Frame;

/// <summary>What browsers are told besides the content.</summary>
internal static class DemoHeaders
{
    /// <summary>A page: everything from here, nothing inline, in no foreign frame.</summary>
    public static void OfPage(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers.CacheControl = "no-cache";
        headers.Vary = "Accept-Language, Accept";
    }

    /// <summary>The simulator's page: pictures come from wherever a message's pictures lie.</summary>
    public static void OfSimulator(HttpResponse response)
    {
        OfPage(response);
        response.Headers.ContentSecurityPolicy =
            "default-src 'self'; img-src 'self' data: http: https:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>The simulator's telephone: it may ask for the microphone, and hold its call.</summary>
    public static void OfPhone(HttpResponse response)
    {
        OfPage(response);
        response.Headers["Permissions-Policy"] = "microphone=(self)";
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>
    /// A page with a mail in it: its frame inherits what holds here, and mails bear their style in themselves.
    /// </summary>
    public static void OfCaughtMail(HttpResponse response)
    {
        OfPage(response);
        response.Headers.ContentSecurityPolicy =
            "default-src 'self'; script-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>A file of a mail: it is kept and not shown, and should it be shown, nothing in it runs.</summary>
    public static void OfDownload(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
    }

    /// <summary>A picture of a workspace: should it be an SVG that is opened by itself, nothing in it runs.</summary>
    public static void OfImage(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "public, max-age=3600";
    }

    /// <summary>One of our own files; under the address of its version it never changes.</summary>
    public static void OfAsset(HttpResponse response, bool isThisVersion)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = isThisVersion ? "public, max-age=31536000, immutable" : "no-cache";
    }
}

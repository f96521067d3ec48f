using Microsoft.AspNetCore.Http;

namespace Gateway.StandIns;

/// <summary>Forms that come to the stand-ins.</summary>
public static class Forms
{
    /// <summary>The form; null when it is none, or one that cannot be read. Read again, it is the same.</summary>
    public static async Task<IFormCollection?> TryReadFormAsync(this HttpRequest request)
    {
        if (!request.HasFormContentType)
            return null;
        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (Exception error)
            when (error is InvalidDataException or InvalidOperationException or NotSupportedException
            or (IOException and not BadHttpRequestException))
        {
            // Too many fields, NUL in one of them, no boundary, no end, an encoding that is none.
            return null;
        }
    }
}

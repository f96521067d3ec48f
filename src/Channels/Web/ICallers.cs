using Microsoft.AspNetCore.Http;

namespace Gateway.Channels.Web;

/// <summary>Who calls the API. The host, which keeps the keys, answers.</summary>
public interface ICallers
{
    /// <summary>Whether the request bears a live API key that is good for the workspace.</summary>
    Task<bool> MayActForAsync(HttpContext http, string workspace);
}

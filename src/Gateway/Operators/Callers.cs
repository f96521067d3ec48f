using Gateway.Channels.Web;
using Microsoft.AspNetCore.Authentication;

namespace Gateway.Operators;

/// <summary>Tells the channels who calls with a key.</summary>
internal sealed class Callers : ICallers
{
    /// <inheritdoc/>
    public async Task<bool> MayActForAsync(HttpContext http, string workspace)
    {
        var result = await http.AuthenticateAsync(ApiKeyHandler.Name);
        return result.Succeeded && result.Principal.MaySee(workspace);
    }
}

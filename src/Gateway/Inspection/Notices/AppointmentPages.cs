using Gateway.Brain.Inspection.Notices;
using Gateway.Channels;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Inspection.Notices;

/// <summary>
/// Our own pages, under the configured address; without one, where we listen, if that is this machine alone: what is
/// tried out there works there.
/// </summary>
internal sealed class AppointmentPages(PublicAddress address, IServer? server = null) : IAppointmentPages
{
    /// <inheritdoc/>
    public string? Address => address.Configured?.AbsoluteUri.TrimEnd('/') ?? Own();

    private string? Own() => server?.Features.Get<IServerAddressesFeature>()?.Addresses
        .FirstOrDefault(one => Uri.TryCreate(one, UriKind.Absolute, out var uri) && uri.IsLoopback)?.TrimEnd('/');
}

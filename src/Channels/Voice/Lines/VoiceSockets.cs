using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Channels.Voice.Lines;

/// <summary>Maps the sockets that bring calls.</summary>
internal static class VoiceSockets
{
    // Over HTTP/2 an upgrade is a CONNECT.
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Connect];

    /// <summary>Maps one.</summary>
    /// <param name="app">Where to.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="hold">Answers the upgrade and holds the socket.</param>
    public static void MapSocket(this IEndpointRouteBuilder app, string path, RequestDelegate hold)
    {
        var socket = app.CreateApplicationBuilder();
        socket.UseWebSockets();
        socket.Run(hold);
        app.MapMethods(path, Methods, socket.Build());
    }
}

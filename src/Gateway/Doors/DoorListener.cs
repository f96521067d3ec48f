using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Gateway.Doors;

/// <summary>
/// Kestrel's transport with a door before it: a connection that gets no place is reset right after it was accepted,
/// before anything is made for it, so that no flood can hold more descriptors than there are places.
/// </summary>
internal sealed class DoorListenerFactory(
    ConnectionTable table, IOptions<SocketTransportOptions> options, ILoggerFactory loggers)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <summary>
    /// Unix sockets and handed-over handles are not for strangers; Kestrel's own transport takes them.
    /// </summary>
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = options.Value.CreateBoundListenSocket(endpoint);
        try
        {
            socket.Listen(options.Value.Backlog);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            throw new AddressInUseException(e.Message, e);
        }

        return ValueTask.FromResult<IConnectionListener>(new DoorListener(socket, table, options.Value, loggers));
    }
}

/// <summary>Listens at one address.</summary>
internal sealed class DoorListener(
    Socket socket, ConnectionTable table, SocketTransportOptions options, ILoggerFactory loggers) : IConnectionListener
{
    /// <summary>After so many refusals in a row the thread is left to others for once.</summary>
    private const int MostInARow = 32;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly LingerOption Reset = new(enable: true, seconds: 0);

    private readonly SocketConnectionContextFactory _connections =
        new(Pipes(options), loggers.CreateLogger("Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets"));

    /// <inheritdoc/>
    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        for (var refused = 0; ;)
        {
            try
            {
                var accepted = await socket.AcceptAsync(cancellationToken);
                if (Admit(accepted) is { } connection)
                    return connection;
                if (++refused % MostInARow == 0)
                    await Task.Yield();
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            catch (SocketException e)
                when (e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
            {
                // Something else has taken what was kept back. Asking again at once would only burn the processor.
                await Task.Delay(Pause, cancellationToken);
            }
            catch (SocketException)
            {
                // It was reset before we got to it.
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        _connections.Dispose();
        return ValueTask.CompletedTask;
    }

    private static SocketConnectionFactoryOptions Pipes(SocketTransportOptions options) => new()
    {
        IOQueueCount = options.IOQueueCount,
        MaxReadBufferSize = options.MaxReadBufferSize,
        MaxWriteBufferSize = options.MaxWriteBufferSize,
        UnsafePreferInlineScheduling = options.UnsafePreferInlineScheduling,
        WaitForDataBeforeAllocatingBuffer = options.WaitForDataBeforeAllocatingBuffer,
    };

    private DoorConnection? Admit(Socket accepted)
    {
        OpenConnection? place = null;
        try
        {
            place = table.TryAdmit((accepted.RemoteEndPoint as IPEndPoint)?.Address);
            if (place is not null)
            {
                accepted.NoDelay = options.NoDelay;
                return new DoorConnection(_connections.Create(accepted), place);
            }

            // A reset leaves nothing behind here, where a polite end would wait a minute in the kernel.
            accepted.LingerState = Reset;
        }
        catch (SocketException)
        {
            place?.Close();
        }

        accepted.Dispose();
        return null;
    }
}

using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Doors;

/// <summary>A connection that gives its place back once its socket is closed.</summary>
internal sealed class DoorConnection : ConnectionContext
{
    private readonly ConnectionContext _inner;
    private readonly OpenConnection _place;
    private int _isClosed;

    public DoorConnection(ConnectionContext inner, OpenConnection place)
    {
        (_inner, _place) = (inner, place);
        inner.Features.Set(place);
        place.OnDrop(
            () => inner.Abort(new ConnectionAbortedException("Its place was needed, or it brought no request.")));
    }

    /// <inheritdoc/>
    public override string ConnectionId
    {
        get => _inner.ConnectionId;
        set => _inner.ConnectionId = value;
    }

    /// <inheritdoc/>
    public override IFeatureCollection Features => _inner.Features;

    /// <inheritdoc/>
    public override IDictionary<object, object?> Items
    {
        get => _inner.Items;
        set => _inner.Items = value;
    }

    /// <inheritdoc/>
    public override IDuplexPipe Transport
    {
        get => _inner.Transport;
        set => _inner.Transport = value;
    }

    /// <inheritdoc/>
    public override EndPoint? LocalEndPoint
    {
        get => _inner.LocalEndPoint;
        set => _inner.LocalEndPoint = value;
    }

    /// <inheritdoc/>
    public override EndPoint? RemoteEndPoint
    {
        get => _inner.RemoteEndPoint;
        set => _inner.RemoteEndPoint = value;
    }

    /// <inheritdoc/>
    public override CancellationToken ConnectionClosed
    {
        get => _inner.ConnectionClosed;
        set => _inner.ConnectionClosed = value;
    }

    /// <inheritdoc/>
    public override void Abort() => _inner.Abort();

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason) => _inner.Abort(abortReason);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            _place.Close();
        await base.DisposeAsync();
    }
}

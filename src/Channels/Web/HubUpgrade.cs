using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Channels.Web;

/// <summary>
/// Counts a WebSocket's frames where they come in. Its own pings, pongs, empty and one-byte frames are answered or
/// joined below SignalR, and would never be seen by the hub.
/// </summary>
internal sealed class HubUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    private readonly Lock _gate = new();
    private Action<int>? _came;
    private int _early;

    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync() => new Counted(await inner.UpgradeAsync(), this);

    /// <summary>
    /// Tells how many frames have begun, from now on and before: on a busy node they are read before the hub is there.
    /// </summary>
    public void Tell(Action<int> came)
    {
        int early;
        lock (_gate)
            (_came, early) = (came, _early);
        if (early > 0)
            came(early);
    }

    private void Count(int frames)
    {
        Action<int>? came;
        lock (_gate)
        {
            came = _came;
            if (came is null)
                _early += frames;
        }

        came?.Invoke(frames);
    }

    private sealed class Counted(Stream stream, HubUpgrade upgrade) : Stream
    {
        private readonly WebSocketFrames _frames = new();

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await stream.ReadAsync(buffer, cancellationToken);
            if (_frames.Count(buffer.Span[..read]) is > 0 and var frames)
                upgrade.Count(frames);
            return read;
        }

        public override Task<int> ReadAsync(
            byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            stream.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            stream.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count) => stream.Write(buffer, offset, count);

        public override Task FlushAsync(CancellationToken cancellationToken) => stream.FlushAsync(cancellationToken);

        public override void Flush() => stream.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                stream.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>Finds where the frames of a WebSocket begin, in pieces as they come (RFC 6455, 5.2).</summary>
internal sealed class WebSocketFrames
{
    private readonly byte[] _header = new byte[14];
    private int _have;
    private ulong _skip;

    /// <summary>How many headers end in a piece.</summary>
    public int Count(ReadOnlySpan<byte> bytes)
    {
        var frames = 0;
        while (!bytes.IsEmpty)
        {
            if (_skip > 0)
            {
                var passed = (int)Math.Min(_skip, (ulong)bytes.Length);
                _skip -= (ulong)passed;
                bytes = bytes[passed..];
                continue;
            }

            _header[_have++] = bytes[0];
            bytes = bytes[1..];
            if (_have < 2)
                continue;
            var length = _header[1] & 0x7f;
            var extended = length == 126 ? 2 : length == 127 ? 8 : 0;
            var mask = (_header[1] & 0x80) == 0 ? 0 : 4;
            if (_have < 2 + extended + mask)
                continue;
            _skip = extended switch
            {
                2 => BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)),
                8 => BinaryPrimitives.ReadUInt64BigEndian(_header.AsSpan(2)),
                _ => (ulong)length,
            };
            _have = 0;
            frames++;
        }

        return frames;
    }
}

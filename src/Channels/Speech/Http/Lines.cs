namespace Gateway.Channels.Speech.Http;

/// <summary>Cuts an answer into its lines as it comes.</summary>
internal sealed class Lines(string backEnd, SpeechAnswer answer)
{
    private const int MostBytes = 1024 * 1024;

    private byte[] _buffer = new byte[16 * 1024];
    private int _begin;
    private int _end;
    private bool _isOver;

    /// <summary>The next line without its end, in memory that is used again; null: there is none.</summary>
    /// <exception cref="SpeechException">It broke off, or a line is too long.</exception>
    public async Task<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        for (var searched = 0; ;)
        {
            var at = _buffer.AsSpan(_begin + searched, _end - _begin - searched).IndexOf((byte)'\n');
            if (at >= 0 || (_isOver && _end > _begin))
            {
                var length = at >= 0 ? searched + at : _end - _begin;
                var line = _buffer.AsMemory(_begin, length);
                _begin = Math.Min(_end, _begin + length + 1);
                return line;
            }

            if (_isOver)
                return null;
            searched = _end - _begin;
            MakeRoom();
            var read = await answer.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += read;
            _isOver = read == 0;
        }
    }

    private void MakeRoom()
    {
        _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
        (_begin, _end) = (0, _end - _begin);
        if (_end < _buffer.Length)
            return;
        if (_buffer.Length >= MostBytes)
            throw new SpeechException(backEnd, "broken");
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}

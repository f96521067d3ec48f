using System.Runtime.InteropServices;
using System.Text;

namespace Gateway.Channels.Speech.Sockets;

/// <summary>
/// Which commits wait, and what is understood so far: sees to it that each is answered once, in their order. For
/// several threads.
/// </summary>
internal sealed class CommitLedger
{
    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _waiting = new();
    private readonly StringBuilder _words = new();
    private string _partial = "";
    private long _bytes;
    private int _next = 1;
    private bool _isAnything;

    /// <summary>Whether a commit waits.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count > 0;
        }
    }

    /// <summary>Notes that so much sound was written.</summary>
    public void Wrote(int bytes)
    {
        lock (_lock)
            _bytes += bytes;
    }

    /// <summary>Notes a commit.</summary>
    /// <returns>
    /// True: it is to be sent. False: nothing was said since the last one, so that it is answered with nothing, at once
    /// or after those that wait.
    /// </returns>
    public bool Commit(int number, List<Transcript> answers)
    {
        lock (_lock)
        {
            _next = number + 1;
            var bytes = _bytes;
            _bytes = 0;
            _waiting.Enqueue(new Waiting(number, bytes));
            if (bytes > 0)
                return true;
            AnswerTheEmpty(answers);
            return false;
        }
    }

    /// <summary>Takes what the vendor tells.</summary>
    /// <param name="message">What it is.</param>
    /// <param name="transcripts">Is added what the caller is to be told.</param>
    /// <returns>Whether a commit was answered.</returns>
    public bool Take(SocketMessage message, List<Transcript> transcripts)
    {
        lock (_lock)
        {
            _isAnything = true;
            if (message.Kind == SocketMessageKind.Nothing)
                return false;
            if (message.Kind == SocketMessageKind.Partial)
            {
                _partial = message.Text;
                if (Joined(_partial) is { Length: > 0 } soFar)
                    transcripts.Add(new Transcript(Current, soFar, IsFinal: false));
                return false;
            }

            if (message.Kind == SocketMessageKind.TooLittle)
                return Answer(transcripts);
            Append(message.Text);
            return message.Kind == SocketMessageKind.Answer && Answer(transcripts);
        }
    }

    /// <summary>The first that waits has waited too long: is answered with what is understood so far.</summary>
    /// <param name="transcripts">Is added the answer.</param>
    /// <param name="telling">Sound of which a vendor that works would have told something, in bytes.</param>
    /// <returns>False: nothing at all came of so much sound; it hangs.</returns>
    public bool GiveUp(List<Transcript> transcripts, int telling)
    {
        lock (_lock)
        {
            if (_waiting.Count > 0 && !_isAnything && _waiting.Peek().Bytes >= telling)
                return false;
            Answer(transcripts);
            return true;
        }
    }

    private int Current => _waiting.Count > 0 ? _waiting.Peek().Number : _next;

    private bool Answer(List<Transcript> transcripts)
    {
        // An answer to nothing: what it says belongs to the commit to come.
        if (!_waiting.TryDequeue(out var first))
            return false;
        transcripts.Add(new Transcript(first.Number, Joined(_partial), IsFinal: true));
        _words.Clear();
        _partial = "";
        _isAnything = false;
        AnswerTheEmpty(transcripts);
        return true;
    }

    private void AnswerTheEmpty(List<Transcript> transcripts)
    {
        while (_waiting.TryPeek(out var next) && next.Bytes == 0)
            transcripts.Add(new Transcript(_waiting.Dequeue().Number, "", IsFinal: true));
    }

    private void Append(string text)
    {
        _partial = "";
        if (string.IsNullOrWhiteSpace(text))
            return;
        if (_words.Length > 0)
            _words.Append(' ');
        _words.Append(text.Trim());
    }

    private string Joined(string partial) => _words.Length == 0 ? partial.Trim() : $"{_words} {partial}".Trim();

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Waiting(int Number, long Bytes);
}

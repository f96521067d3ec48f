using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Saying;
using Gateway.Channels.Voice.Speaking;
using Gateway.Channels.Voice.Streams;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

/// <summary>When frames go out, and how far they were heard.</summary>
public sealed class FramePacerTests
{
    private readonly Mouth _mouth = new();
    private readonly StreamOutbox _outbox = new(new ManualClock());
    private readonly FramePacer _pacer;
    private readonly byte[] _wire = new byte[StreamOutbox.MaxMessageBytes];

    public FramePacerTests()
    {
        _pacer = new FramePacer(_mouth, _outbox);
        _outbox.Open("MZ01");
    }

    [Fact]
    public void A_little_is_sent_ahead_and_then_a_frame_at_each_beat()
    {
        _mouth.Say(Piece(3_000));

        _pacer.Send(0).ShouldBe(6);
        for (var now = 20; now < 2_000; now += 20)
        {
            Drain();
            _pacer.Send(now).ShouldBe(1);
            _pacer.LeadAt(now).ShouldBeInRange(60, 120);
        }
    }

    [Fact]
    public void A_beat_that_comes_late_is_made_good_and_shifts_nothing()
    {
        _mouth.Say(Piece(3_000));
        _pacer.Send(0);
        Drain();

        _pacer.Send(70).ShouldBe(3);
        _pacer.Send(80).ShouldBe(1);

        _pacer.LeadAt(80).ShouldBe(120);
        _pacer.LateFrames.ShouldBe(0);
    }

    [Fact]
    public void A_gap_that_was_heard_is_counted()
    {
        _mouth.Say(Piece(3_000));
        _pacer.Send(0);
        Drain();

        _pacer.Send(500);

        _pacer.LateFrames.ShouldBe(1);
    }

    [Fact]
    public void Small_odd_pieces_of_sound_go_out_as_whole_frames()
    {
        var piece = new SpokenPiece(Spoken("abc"), "fr", PieceKind.Reply);
        _mouth.Say(piece);
        var frames = 0;
        for (var now = 0; now < 400; now += 20)
        {
            for (var i = 0; i < 7; i++)
                piece.Add(new SpokenSound(new byte[31]));
            frames += _pacer.Send(now);
            Drain();
        }

        frames.ShouldBeInRange(20, 27);
        _pacer.LateFrames.ShouldBe(0);
    }

    [Fact]
    public void What_was_heard_is_reckoned_by_the_clock_and_put_right_by_marks()
    {
        _mouth.Say(Piece(200));
        for (var now = 0; now <= 100; now += 20)
            _pacer.Send(now);

        _pacer.HeardAt(100).ShouldBe(100 * 8);
        // The mark comes 80 ms after its time: so late is what we send heard.
        _pacer.OnMark("g1.1", 280);
        _pacer.HeardAt(280).ShouldBe(200 * 8);
        _mouth.Say(Piece(1_000));
        _pacer.Send(300);

        _pacer.HeardAt(400).ShouldBe((200 + 100 - 20) * 8);
    }

    [Fact]
    public void A_mark_of_what_was_thrown_away_says_nothing()
    {
        _mouth.Say(Piece(100));
        _mouth.Say(Piece(1_000));
        for (var now = 0; now <= 40; now += 20)
            _pacer.Send(now);
        _mouth.Hear(_pacer.HeardAt(40), _ => { });

        _pacer.Stop(40);
        _mouth.Hold();
        _pacer.OnMark("g1.1", 45);
        _mouth.Resume();
        _pacer.Send(60);

        _pacer.HeardAt(60).ShouldBe(0);
        _mouth.Generation.ShouldBe(2);
    }

    [Fact]
    public void Without_times_of_words_they_are_spread_by_their_letters()
    {
        var piece = Piece(1_000, "un deux trois quatre", tellsWords: false);
        piece.Heard = 500 * 8;

        piece.Spoken.Text[..piece.WordsHeard].ShouldBe("un deux");
        (piece.ResumeAt / 8).ShouldBe(350);
    }

    [Fact]
    public void What_is_heard_of_a_reply_ends_with_a_whole_word_of_the_reply()
    {
        var turn = new TurnId(SessionId.New(1, DateTimeOffset.UnixEpoch), 1);
        var first = new SpokenPiece(Spoken("Le prix est de"), "fr", PieceKind.Reply) { Turn = turn, ReplyStart = 0 };
        // "20 €" is said in two words, and heard only once both are.
        var second = new SpokenPiece(
            new SpokenText("vingt euros par mois", [new(0, 11, 1, 4), new(11, 9, 5, 9)]), "fr", PieceKind.Reply)
        { Turn = turn, ReplyStart = 14 };
        foreach (var piece in (SpokenPiece[])[first, second])
        {
            piece.Add(new SpokenSound(CodedSpeech.Sound(piece.Spoken.Text)));
            piece.Finish();
            _mouth.Say(piece);
        }

        first.Heard = first.Length;
        second.Heard = CodedSpeech.LetterMs * 8 * "vingt eu".Length;
        _mouth.HeardOf(turn).ShouldBe(14);
        second.Heard = CodedSpeech.LetterMs * 8 * "vingt euros p".Length;
        _mouth.HeardOf(turn).ShouldBe(19);
    }

    private static SpokenPiece Piece(int ms, string text = "abc", bool tellsWords = false)
    {
        var piece = new SpokenPiece(Spoken(text), "fr", PieceKind.Reply);
        piece.Add(new SpokenSound(new byte[ms * 8]) { Words = tellsWords ? [new(0, text.Length, 0, ms)] : [] });
        piece.Finish();
        return piece;
    }

    private static SpokenText Spoken(string text) => new(text, [new SpokenStretch(0, text.Length, 0, text.Length)]);

    private void Drain()
    {
        while (_outbox.TryTake(_wire, out _))
        {
        }
    }
}

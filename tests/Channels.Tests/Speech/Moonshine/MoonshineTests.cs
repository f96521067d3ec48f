using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Moonshine;
using Gateway.Channels.Speech.Weights;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Moonshine;

public sealed class MoonshineTests
{
    // Of sixteen sentences and three single words these were understood to the letter from the clearest voice; a make
    // of cars and an address were not.
    private static readonly string[] Understood =
    [
        "I would like to book an appointment for my car.",
        "Do you have anything free on Tuesday morning?",
        "Can I speak to a person please?",
        "What does the inspection cost?",
        "I need to cancel my appointment for tomorrow.",
        "Yes, that would be fine.",
        "No thank you, goodbye.",
        "Where are you located exactly?",
        "Could you repeat that please?",
        "I will come at ten o'clock in the morning.",
        "How long does it take?",
        "My name is John Smith.",
        "I have a question about my order.",
        "What time do you open on Saturday?",
        "Yes.",
        "Stop.",
        "Tuesday.",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_who_speaks_clearly_is_understood_over_the_telephone()
    {
        using var moonshine = new MoonshineRecognizer(ModelFiles.OfThisProgram, TimeProvider.System);
        await using var recognition = await moonshine.StartAsync(new RecognitionRequest("en"), Stop);
        await using var heard = recognition.ReadAsync(Stop).GetAsyncEnumerator(Stop);
        var wrong = new List<string>();
        for (var number = 1; number <= Understood.Length; number++)
        {
            var sentence = Understood[number - 1];
            recognition.Write(SyntheticVoices.Silence);
            recognition.Write(await SyntheticVoices.FliteAsync(sentence, "rms", Stop));
            recognition.Write(SyntheticVoices.Silence);
            recognition.Commit(number);
            (await heard.MoveNextAsync()).ShouldBeTrue();
            heard.Current.Number.ShouldBe(number);
            if (Letters(heard.Current.Text) != Letters(sentence))
                wrong.Add($"{sentence} => {heard.Current.Text}");
        }

        // Another processor rounds otherwise, which may turn a word.
        wrong.Count.ShouldBeLessThanOrEqualTo(2, string.Join('\n', wrong));
    }

    [Fact]
    public async Task It_understands_English_alone_and_says_so_where_its_weights_are_missing()
    {
        using var here = new MoonshineRecognizer(ModelFiles.OfThisProgram, TimeProvider.System);
        using var missing = new MoonshineRecognizer(new ModelFiles("/nowhere"), TimeProvider.System);

        here.Knows("en").ShouldBeTrue();
        here.Knows("fr").ShouldBeFalse();
        missing.Knows("en").ShouldBeFalse();
        (await Should.ThrowAsync<SpeechException>(here.StartAsync(new RecognitionRequest("fr"), Stop)))
            .Code.ShouldBe("refused");
    }

    [Fact]
    public void Broken_weights_are_told_as_such()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var files = new ModelFiles(folder.FullName);
            foreach (var file in (string[])[files.MoonshineEncoder, files.MoonshineDecoder, files.MoonshineVocabulary])
                File.WriteAllText(file, "garbage");
            using var broken = new MoonshineRecognizer(files, TimeProvider.System);

            Should.Throw<SpeechException>(broken.StartAsync(new RecognitionRequest("en"), Stop))
                .Code.ShouldBe("broken");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("1 2 3 4 5", "1 2 3 4 5")]
    [InlineData("1 7 7 7 7 7 7 7", "1 7 7 7 7 7 7 7")]
    [InlineData("1 7 7 7 7 7 7 7 7", "1 7")]
    [InlineData("1 5 6 5 6 5 6 5 6", "1 5 6")]
    [InlineData("1 5 6 7 5 6 7 5 6 7 5 6 7", "1 5 6 7")]
    [InlineData("1 5 6 5 6 5 6", "1 5 6 5 6 5 6")]
    public void What_goes_round_in_circles_is_cut_to_one_round(string pieces, string left)
    {
        List<int> list = [.. pieces.Split(' ').Select(int.Parse)];

        Repetition.Cut(list).ShouldBe(pieces != left);

        string.Join(' ', list).ShouldBe(left);
    }

    private static string Letters(string text) =>
        string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();
}

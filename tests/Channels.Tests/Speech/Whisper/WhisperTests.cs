using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Whisper;
using Gateway.Sessions;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Whisper;

public sealed class WhisperTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_model_that_is_not_there_stops_the_start_by_its_key()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Speech:Whisper:ModelPath", "/nowhere/ggml.bin")]).Build();

        Should.Throw<ConfigurationException>(() => WhisperOptions.Read(configuration)).Message.ShouldBe(
            "Speech:Whisper:ModelPath: found \"/nowhere/ggml.bin\", expected the path of a Whisper model (ggml).");
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_told_as_broken_by_the_library_itself()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "This is no model.", Stop);
            using var whisper = new WhisperRecognizer(new WhisperOptions(file), TimeProvider.System);

            whisper.Knows("fr").ShouldBeTrue();
            var failure = await Should.ThrowAsync<SpeechException>(
                whisper.StartAsync(new RecognitionRequest("fr"), Stop));

            failure.Code.ShouldBe("broken");
            // The native library is there, and has read it.
            failure.InnerException!.GetType().Name.ShouldBe("WhisperModelLoadException");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Without_a_model_it_knows_no_language()
    {
        using var whisper = new WhisperRecognizer(new WhisperOptions(null), TimeProvider.System);

        whisper.Knows("fr").ShouldBeFalse();
        (await Should.ThrowAsync<SpeechException>(whisper.StartAsync(new RecognitionRequest("fr"), Stop)))
            .Code.ShouldBe("refused");
    }
}

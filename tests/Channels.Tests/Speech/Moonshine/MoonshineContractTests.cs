using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Moonshine;
using Gateway.Channels.Speech.Weights;
using Gateway.Channels.Tests.Speech.Contracts;

namespace Gateway.Channels.Tests.Speech.Moonshine;

public sealed class MoonshineContractTests : RecognizerContract
{
    private readonly MoonshineRecognizer _moonshine = new(ModelFiles.OfThisProgram, TimeProvider.System);

    protected override (string One, string Other) Said =>
        ("I have a question about my order.", "How long does it take?");

    protected override string Locale => "en";

    protected override bool TellsPartials => false;

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public override ValueTask DisposeAsync()
    {
        _moonshine.Dispose();
        return base.DisposeAsync();
    }

    protected override ISpeechRecognizer Recognizer() => _moonshine;

    protected override async Task<byte[]> SoundOfAsync(string words) =>
    [
        .. SyntheticVoices.Silence, .. await SyntheticVoices.FliteAsync(words, "rms", Stop),
        .. SyntheticVoices.Silence,
    ];

    protected override string Plain(string text) =>
        string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();
}

using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Espeak;
using Gateway.Channels.Tests.Speech.Contracts;

namespace Gateway.Channels.Tests.Speech.Espeak;

public sealed class EspeakContractTests : SynthesizerContract
{
    private readonly EspeakSynthesizer _espeak = new(EspeakSynthesizer.Find(), TimeProvider.System);

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public override ValueTask DisposeAsync()
    {
        _espeak.Dispose();
        return base.DisposeAsync();
    }

    protected override ISpeechSynthesizer Synthesizer() => _espeak;
}

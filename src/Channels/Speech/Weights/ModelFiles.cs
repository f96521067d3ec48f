namespace Gateway.Channels.Speech.Weights;

/// <summary>The files of models that come with the gateway, in the folder <c>speech</c> beside its binaries.</summary>
/// <param name="Folder">Where they are.</param>
internal sealed record ModelFiles(string Folder)
{
    /// <summary>Those that were copied there when it was built.</summary>
    public static ModelFiles OfThisProgram { get; } = new(Path.Combine(AppContext.BaseDirectory, "speech"));

    /// <summary>The detector of speech.</summary>
    public string Silero => Path.Combine(Folder, "silero.onnx");

    /// <summary>The recogniser's first half.</summary>
    public string MoonshineEncoder => Path.Combine(Folder, "moonshine-encoder.onnx");

    /// <summary>Its second half.</summary>
    public string MoonshineDecoder => Path.Combine(Folder, "moonshine-decoder.onnx");

    /// <summary>What its numbers stand for.</summary>
    public string MoonshineVocabulary => Path.Combine(Folder, "moonshine-vocabulary.js");

    /// <summary>Whether the recogniser is whole.</summary>
    public bool HasMoonshine =>
        File.Exists(MoonshineEncoder) && File.Exists(MoonshineDecoder) && File.Exists(MoonshineVocabulary);
}

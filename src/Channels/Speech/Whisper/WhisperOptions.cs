using Gateway.Sessions;
using Microsoft.Extensions.Configuration;

namespace Gateway.Channels.Speech.Whisper;

/// <summary>A Whisper model of one's own; section <c>Speech:Whisper</c> of the configuration.</summary>
/// <param name="ModelPath">The model's file, in ggml's format; null: there is none.</param>
internal sealed record WhisperOptions(string? ModelPath)
{
    /// <summary>The key of the file.</summary>
    public const string Key = "Speech:Whisper:ModelPath";

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="ConfigurationException">There is no such file.</exception>
    public static WhisperOptions Read(IConfiguration configuration)
    {
        var path = SpeechSection.Text(configuration, Key);
        return path is null || File.Exists(path)
            ? new WhisperOptions(path)
            : throw new ConfigurationException(Key, path, "the path of a Whisper model (ggml)");
    }
}

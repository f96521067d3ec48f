using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Gateway.Channels.Tests.Twilio.TwilioOracle))]

namespace Gateway.Channels.Tests.Twilio;

/// <summary>
/// Twilio's own library for Node, asked what a signature must be. Its process starts with the first question.
/// </summary>
public sealed class TwilioOracle : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly SemaphoreSlim _turn = new(1);
    private Process? _node;

    /// <summary>Asks all questions at once.</summary>
    public async Task<IReadOnlyList<OracleAnswer>> AskAsync(IReadOnlyList<OracleQuestion> questions)
    {
        await _turn.WaitAsync();
        try
        {
            _node ??= Start();
            var asking = Task.Run(async () =>
            {
                foreach (var question in questions)
                    await _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question, Json));
                await _node.StandardInput.FlushAsync();
            });
            List<OracleAnswer> answers = [];
            foreach (var _ in questions)
            {
                var line = await _node.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
                answers.Add(
                    JsonSerializer.Deserialize<OracleAnswer>(
                    line
                    ?? throw new InvalidOperationException(
                    $"The oracle has ended: {await _node.StandardError.ReadToEndAsync()}"), Json)!);
            }

            await asking;
            return answers;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        if (_node is { HasExited: false })
            _node.Kill();
        _node?.Dispose();
        _turn.Dispose();
    }

    private static Process Start() => Process.Start(new ProcessStartInfo("node")
    {
        ArgumentList =
            { Path.Combine(GatewayProcess.Root, "tests", "Channels.Tests", "Twilio", "Oracle", "oracle.cjs") },
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(false),
        StandardOutputEncoding = new UTF8Encoding(false),
    })!;
}

/// <summary>A webhook whose signature the oracle knows.</summary>
public sealed record OracleQuestion(string Url, string Token, IReadOnlyList<string[]> Fields)
{
    /// <summary>The signature to judge, or null.</summary>
    public string? Signature { get; init; }

    /// <summary>The body when it is JSON.</summary>
    public string? Body { get; init; }
}

/// <summary>What the oracle says.</summary>
/// <param name="Signature">The signature of exactly that.</param>
/// <param name="Valid">Whether it takes the one it was given.</param>
/// <param name="Plain">Whether it looked at the address only as it was sent.</param>
/// <param name="BodyHash">SHA-256 of the body.</param>
public sealed record OracleAnswer(string Signature, bool? Valid, bool Plain, string? BodyHash);

using System.Globalization;
using Gateway.Sessions;
using Gateway.Simulator;
using Gateway.Simulator.Chats;

namespace Gateway.Commands;

/// <summary>Talks in the terminal: each line is sent, each answer is shown when it stands.</summary>
internal sealed class TerminalPhone(RunningGateway gateway, string kind, string workspace, string from)
{
    private const string Photo = "/photo ";

    private static readonly Dictionary<string, string> Pictures = new()
    {
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".png"] = "image/png",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
    };

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    // Longer than the pause between two edits of an answer that grows.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(1_500);

    private readonly Dictionary<string, string> _shown = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<(string Bubble, BubbleButton Button)> _buttons = [];

    private string Path =>
        $"/simulator/chat?workspace={Uri.EscapeDataString(workspace)}&kind={kind}&from={Uri.EscapeDataString(from)}";

    /// <summary>Talks until the input ends or says <c>/quit</c>; after its end the last answer is waited for.</summary>
    /// <returns>0; 1 when the last message was not answered.</returns>
    public async Task<int> TalkAsync(TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        var first = await gateway.AskAsync<ChatView>(Path, cancellationToken);
        foreach (var bubble in first.Bubbles)
            _shown[bubble.Id] = TextOf(bubble);
        await output.WriteLineAsync(
            $"You write to {workspace} by {kind} as {from}. Enter sends, /1 presses the first button, /photo FILE sends a picture, /quit leaves.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(first.Version, output, stop.Token);
        var speaking = SpeakAsync(input, output, cancellationToken);
        await Task.WhenAny(speaking, watching);
        var isAnswered = true;
        if (speaking.IsCompletedSuccessfully && await speaking)
            isAnswered = await Task.WhenAny(
                _answered.Task, Task.Delay(LongestAnswer, cancellationToken), watching) == _answered.Task;
        await stop.CancelAsync();
        await watching;
        if (speaking.IsFaulted)
            await speaking;
        if (!isAnswered)
            await output.WriteLineAsync("No answer within 30 seconds.");
        return isAnswered ? 0 : 1;
    }

    /// <returns>Whether an answer to the last message is to be waited for.</returns>
    private async Task<bool> SpeakAsync(TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        var hasSpoken = false;
        while (await Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken) is { } line)
        {
            if (line.Trim() == "/quit")
                return false;
            if (line.Trim().Length == 0)
                continue;
            PhoneMessage message;
            try
            {
                message = await MessageOfAsync(line.Trim(), cancellationToken);
            }
            catch (Exception error) when (error is CommandFailedException or IOException or UnauthorizedAccessException)
            {
                await output.WriteLineAsync($"! {error.Message}");
                continue;
            }

            lock (_lock)
                _answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await gateway.TellAsync(Path, message, cancellationToken);
            hasSpoken = true;
        }

        return hasSpoken;
    }

    /// <summary>What a line sends.</summary>
    /// <exception cref="CommandFailedException">There is no such button, or the file is no picture.</exception>
    private async Task<PhoneMessage> MessageOfAsync(string line, CancellationToken cancellationToken)
    {
        if (line.StartsWith(Photo, StringComparison.Ordinal))
        {
            var file = line[Photo.Length..].Trim();
            var type = Pictures.GetValueOrDefault(System.IO.Path.GetExtension(file).ToLowerInvariant())
                ?? throw new CommandFailedException(
                    $"{file}: expected a file that ends in {string.Join(", ", Pictures.Keys)}.");
            var kept = await gateway.PutUpAsync<SimulatorEndpoints.KeptPicture>(
                "/simulator/files", type, await File.ReadAllBytesAsync(file, cancellationToken), cancellationToken);
            return new PhoneMessage(null, PhotoId: kept.Id);
        }

        if (kind != ChannelKind.Telegram || line.Length < 2 || line[0] != '/'
            || !int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new PhoneMessage(line);
        lock (_lock)
        {
            return number >= 1 && number <= _buttons.Count && _buttons[number - 1] is var (bubble, button)
                && button.Data is not null
                ? new PhoneMessage(button.Title, BubbleId: bubble, Data: button.Data)
                : throw new CommandFailedException("There is no such button.");
        }
    }

    private async Task WatchAsync(long version, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var view = await gateway.AskAsync<ChatView>(
                    FormattableString.Invariant($"{Path}&after={version}"), cancellationToken);
                if (view.Version == version)
                    continue;
                if (kind == ChannelKind.Telegram)
                    view = await SettleAsync(view, cancellationToken);
                version = view.Version;
                foreach (var bubble in view.Bubbles.Where(bubble => !bubble.IsDraft))
                    await ShowAsync(bubble, output);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The talk is over.
        }
    }

    private async Task<ChatView> SettleAsync(ChatView view, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Settling, cancellationToken);
            var later = await gateway.AskAsync<ChatView>(Path, cancellationToken);
            if (later.Version == view.Version)
                return later;
            view = later;
        }
    }

    private async Task ShowAsync(Bubble bubble, TextWriter output)
    {
        var text = TextOf(bubble);
        if (_shown.TryGetValue(bubble.Id, out var known) && known == text)
            return;
        _shown[bubble.Id] = text;
        if (bubble.IsMine)
        {
            if (bubble.Problem is not null)
                await output.WriteLineAsync($"! {bubble.Problem}");
            return;
        }

        await output.WriteLineAsync($"{(known is null ? '<' : '~')} {text.ReplaceLineEndings("\n  ")}");
        lock (_lock)
        {
            if (bubble.Buttons.Count > 0)
                _buttons = [.. bubble.Buttons.SelectMany(row => row).Select(button => (bubble.Id, button))];
            _answered.TrySetResult();
        }
    }

    private static string TextOf(Bubble bubble)
    {
        var lines = bubble.Pictures.Select(picture => $"[{picture}]")
            .Append(string.Concat(bubble.Text.Select(run => run.Text)));
        var buttons = bubble.Buttons.SelectMany(row => row).Select((button, index) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"[/{index + 1}] {button.Title}{(button.Url is null ? "" : $" {button.Url}")}"));
        return string.Join('\n', lines.Concat(buttons).Append(bubble.Problem ?? "").Where(line => line.Length > 0));
    }
}

using System.Threading.Channels;
using Gateway.Brain.Shop.Settings;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>
/// Keeps the catalogues what the files say: at start, when a workspace changes, and when a file is seen to have
/// changed. What was refused is tried again when it has changed, what failed because of the database at the next look.
/// </summary>
public sealed partial class CatalogueSync(
    IWorkspaces workspaces, CatalogueImporter importer, IOptions<CatalogueOptions> options, TimeProvider time,
    ILogger<CatalogueSync> logger)
    : BackgroundService
{
    private static readonly TimeSpan FirstLookLimit = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, string> _seen = [];
    private readonly TaskCompletionSource _firstLook = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One waiting look is enough: it sees everything that changed before it.
    private readonly Channel<bool> _looks = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Imports what has changed since the last look. Not to be called by two at once.</summary>
    /// <returns>The imports that came to an end, by workspace.</returns>
    public async Task<IReadOnlyDictionary<string, ImportResult>> LookAsync(CancellationToken cancellationToken)
    {
        var results = new Dictionary<string, ImportResult>();
        foreach (var workspace in workspaces.All.Where(workspace => workspace.Solution == ShopSettings.Solution))
        {
            var state = StateOf(workspace);
            if (_seen.TryGetValue(workspace.Id, out var seen) && seen == state)
                continue;
            try
            {
                results[workspace.Id] = await ImportAsync(workspace, cancellationToken);
                _seen[workspace.Id] = state;
            }
            catch (Exception fault)
                when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                Log.Failed(logger, fault, workspace.Id);
            }
        }

        return results;
    }

    /// <summary>
    /// Waits for the first look, so that the first visitor of a fresh installation finds something to buy; not for
    /// longer than a start may take.
    /// </summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await _firstLook.Task.WaitAsync(FirstLookLimit, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = TimeSpan.FromMilliseconds(options.Value.PollIntervalMs);
        await using var timer = time.CreateTimer(_ => _looks.Writer.TryWrite(true), null, interval, interval);
        workspaces.Changed += OnChanged;
        try
        {
            _looks.Writer.TryWrite(true);
            await foreach (var _ in _looks.Reader.ReadAllAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
                _firstLook.TrySetResult();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown.
        }
        finally
        {
            workspaces.Changed -= OnChanged;
        }
    }

    private void OnChanged(IReadOnlyCollection<Workspace> changed) => _looks.Writer.TryWrite(true);

    private async Task<ImportResult> ImportAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var (settings, wrong) = ShopSettings.Parse(workspace);
        var result = settings is null
            ? new ImportResult(
                ImportOutcome.Refused, 0, 0,
                [.. wrong.Select(error => new FileError($"{workspace.Id}.json", null, error.Path, error.Reason))])
            : await importer.ImportAsync(workspace, settings, isForced: false, cancellationToken);
        if (result.Outcome == ImportOutcome.Imported)
            Log.Imported(logger, workspace.Id, result.Products, result.Answers);
        foreach (var error in result.Errors)
        {
            if (result.Outcome == ImportOutcome.Refused)
                Log.Refused(logger, workspace.Id, error);
            else
                Log.PutAside(logger, workspace.Id, error);
        }

        return result;
    }

    /// <summary>Changes whenever an import could end differently, and costs no reading.</summary>
    private string StateOf(Workspace workspace)
    {
        var (settings, _) = ShopSettings.Parse(workspace);
        var files = settings is null ? [] : CatalogueFile.Of(settings)
            .Select(file => new FileInfo(Path.Combine(options.Value.WorkspacesPath, file.Name)))
            .Select(file => file.Exists ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}" : "none");
        var settingsText = workspace.Settings.ValueKind == System.Text.Json.JsonValueKind.Undefined
            ? ""
            : workspace.Settings.GetRawText();
        return string.Join('\n', files.Prepend($"{workspace.Locale} {workspace.Currency} {settingsText}"));
    }

    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Information,
            "Catalogue of {Workspace} imported: {Products} products, {Answers} answered questions")]
        public static partial void Imported(ILogger logger, string workspace, int products, int answers);

        [LoggerMessage(2, LogLevel.Error, "Catalogue of {Workspace} refused, the previous one stays: {Error}")]
        public static partial void Refused(ILogger logger, string workspace, FileError error);

        [LoggerMessage(
            4, LogLevel.Error, "Of the catalogue of {Workspace} this could not be taken in, and is as it was: {Error}")]
        public static partial void PutAside(ILogger logger, string workspace, FileError error);

        [LoggerMessage(3, LogLevel.Error, "Catalogue of {Workspace} could not be imported and will be tried again")]
        public static partial void Failed(ILogger logger, Exception fault, string workspace);
    }
}

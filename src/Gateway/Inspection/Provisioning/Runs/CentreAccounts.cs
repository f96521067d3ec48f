using System.Security.Cryptography;
using Gateway.Brain.Records;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Inspection.Provisioning.Runs;

/// <summary>
/// The centres' own accounts at Twilio, as if they stood in the configuration under
/// <c>Twilio:Accounts:{centre}</c>: so the channels find them like any other, on every node. Read at the start, and
/// again when the workspaces change.
/// </summary>
internal sealed partial class CentreAccounts(
    CentreAccountsSource source, ProvisionBook book, IDataProtectionProvider protection, IWorkspaces workspaces,
    ILogger<CentreAccounts> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly IDataProtector _protector = protection.CreateProtector("Gateway.Inspection.Provisioning");
    private readonly SemaphoreSlim _asked = new(1, 1);

    /// <summary>Seals a secret for the records.</summary>
    public byte[] Seal(string secret) => _protector.Protect(System.Text.Encoding.UTF8.GetBytes(secret));

    /// <summary>Opens one; null when it was sealed under keys that are gone.</summary>
    public string? Open(byte[] sealedSecret)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(_protector.Unprotect(sealedSecret));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Reads them again, so that a channel that was just linked has its account.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var one in await book.ListAsync(one => one.TwilioAccountSid != null, cancellationToken))
        {
            settings[$"Twilio:Accounts:{one.Workspace}:AccountSid"] = one.TwilioAccountSid;
            settings[$"Twilio:Accounts:{one.Workspace}:AuthToken"] = Open(one.TwilioTokenSealed!);
        }

        source.Provider.Take(settings);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _asked.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        workspaces.Changed += OnChanged;
        try
        {
            while (true)
            {
                await _asked.WaitAsync(stoppingToken);
                if (!await TryReadAsync(stoppingToken))
                {
                    await Task.Delay(Pause, stoppingToken);
                    Ask();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway ends.
        }
        finally
        {
            workspaces.Changed -= OnChanged;
        }
    }

    private async Task<bool> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
            return true;
        }
        catch (Exception fault) when (RecordsUnavailableException.IsCause(fault))
        {
            Log.NotRead(logger);
            return false;
        }
    }

    private void OnChanged(IReadOnlyCollection<Workspace> all) => Ask();

    private void Ask()
    {
        try
        {
            if (_asked.CurrentCount == 0)
                _asked.Release();
        }
        catch (Exception late) when (late is SemaphoreFullException or ObjectDisposedException)
        {
            // It is asked for already, or nobody reads any more.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning, Message = "The centres' accounts at Twilio could not be read; tried again soon")]
        public static partial void NotRead(ILogger logger);
    }
}

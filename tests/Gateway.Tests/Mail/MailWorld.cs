using Gateway.Brain.Mail;
using Gateway.Brain.Records;
using Gateway.Mail;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Tests.Mail;

/// <summary>Mails on their way from a database of the test's own to a scripted server on this machine.</summary>
internal sealed class MailWorld : IAsyncDisposable
{
    private readonly FixedWorkspaces _workspaces = new(new Workspace
    {
        Id = "centre",
        Name = "Contrôle « Été »",
        Solution = "inspection",
        Escalation = new Escalation(null, "accueil@centre.example"),
    });

    private readonly ServiceProvider _services;

    private MailWorld(MailDatabase database, FakeSmtp server)
    {
        Server = server;
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(NpgsqlDataSource.Create(database.ConnectionString));
        services.AddSingleton<MailMetrics>();
        services.AddLogging(logging => logging.AddProvider(Logs)).AddMetrics().AddRecords().AddMailOutbox();
        _services = services.BuildServiceProvider();
    }

    public ManualClock Clock { get; } = new();

    public RecordedLogs Logs { get; } = new();

    public FakeSmtp Server { get; }

    public MailList List => _services.GetRequiredService<MailList>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IDbContextFactory<RecordsDbContext> Records =>
        _services.GetRequiredService<IDbContextFactory<RecordsDbContext>>();

    /// <summary>One without any mail.</summary>
    public static async Task<MailWorld> StartAsync(MailDatabase database, FakeSmtp? server = null)
    {
        var world = new MailWorld(database, server ?? new FakeSmtp());
        await using var db = await world.Records.CreateDbContextAsync(Cancellation);
        await db.OutgoingMails.ExecuteDeleteAsync(Cancellation);
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _services.DisposeAsync();
    }

    /// <summary>Notes a mail.</summary>
    public async Task<Guid> WriteAsync(
        string key = "1", string to = "claire@example.fr", Func<MailDraft, MailDraft>? with = null)
    {
        var draft = new MailDraft("centre", to, "Rendez-vous confirmé", "Bonjour Claire,\nà demain.", key);
        await using var db = await Records.CreateDbContextAsync(Cancellation);
        (await _services.GetRequiredService<MailOutbox>().AddAsync(db, with?.Invoke(draft) ?? draft, Cancellation))
            .ShouldBe(MailOutcome.Added);
        await db.SaveChangesAsync(Cancellation);
        return db.OutgoingMails.Local.Single().Id;
    }

    /// <summary>A node's sender, with a carrier of its own.</summary>
    public MailSender Sender(
        SecureSocketOptions security = SecureSocketOptions.None, string? user = null, IMailCarrier? carrier = null) =>
        new(
            Records, carrier ?? Carrier(security, user), Clock, _services.GetRequiredService<MailMetrics>(),
            _services.GetRequiredService<ILogger<MailSender>>());

    /// <summary>Sends what is due, as a node that has just started does.</summary>
    public async Task<int> SendAsync()
    {
        using var sender = Sender();
        return await sender.SendDueAsync(Cancellation);
    }

    /// <summary>The only mail.</summary>
    public async Task<(MailState State, int Attempts, string? Error)> OnlyAsync()
    {
        var line = (await List.NewestAsync(null, 2, Cancellation)).ShouldHaveSingleItem();
        var mail = (await List.FindAsync(line.Id, Cancellation)).ShouldNotBeNull();
        return (line.State, mail.Attempts, mail.LastError);
    }

    private SmtpCarrier Carrier(SecureSocketOptions security, string? user) => new(
        new SmtpOptions
        {
            Host = "127.0.0.1",
            Port = Server.Port,
            Security = security,
            User = user,
            Password = user is null ? null : "correct horse",
            From = "noreply@gateway.example",
        },
        _workspaces);
}

using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Installation;
using Gateway.Operators;
using Gateway.Simulator.Stage;
using Gateway.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Tests.Texts;

/// <summary>
/// The whole gateway, begun as a newcomer begins it, in the test's own process: what a test must look into is not
/// another process. The host is heard of as ASP.NET's own test host does (dotnet/runtime, HostFactoryResolver).
/// </summary>
internal sealed class GatewayInside : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("gateway-data-").FullName;
    private Task _running = Task.CompletedTask;
    private IHost _host = null!;

    public IServiceProvider Services => _host.Services;

    public HttpClient Http { get; private set; } = null!;

    public string ApiKey { get; private set; } = null!;

    public Uri Address => Http.BaseAddress!;

    /// <summary>Every door there is.</summary>
    public IReadOnlyList<RouteEndpoint> Doors =>
        [.. Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>Starts it.</summary>
    /// <param name="add">Adds services of the test's own to those of the program; null for none.</param>
    /// <param name="workspacesPath">The folder of workspace files; null for that of the source tree.</param>
    public static async Task<GatewayInside> StartAsync(
        Action<IServiceCollection>? add = null, string? workspacesPath = null)
    {
        var gateway = new GatewayInside();
        await gateway.RunAsync(add, workspacesPath ?? Path.Combine(GatewayProcess.Root, "workspaces"));
        return gateway;
    }

    public AuthenticationHeaderValue TwilioAccount =>
        new(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Simulation.Twilio!.Sid}:{Simulation.Twilio.AuthToken}")));

    public Simulation Simulation => Services.GetRequiredService<Simulation>();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _running;
        Directory.Delete(_data, recursive: true);
    }

    private async Task RunAsync(Action<IServiceCollection>? add, string workspacesPath)
    {
        string[] settings =
        [
            "urls=http://127.0.0.1:0", $"Gateway:DataPath={_data}", $"Gateway:WorkspacesPath={workspacesPath}",
            "House:PaceMs=0",
            "Web:MessagesPerMinute=1000000", "Web:SessionsPerMinute=1000000", "Web:ConnectsPerMinute=1000000",
            "Contacts:MessagesPerHour=1000000", "Simulator:PaceMs=0", "Twilio:DebounceMs=0",
            "Sms:SegmentsPerSecond=1000", "Sms:Burst=1000",
            "Logging:LogLevel:Default=Critical", "Logging:LogLevel:Gateway=Critical",
            // Where Telegram could reach us, it brings its updates instead of being asked for them.
            "Gateway:PublicUrl=https://gateway.example.test", "Simulator:Enabled=true",
        ];
        var built = new TaskCompletionSource<IHost>(TaskCreationOptions.RunContinuationsAsynchronously);
        var main = typeof(GatewayOptions).Assembly.EntryPoint!;
        using var listening = DiagnosticListener.AllListeners.Subscribe(new Listener(built, add));
        _running = Task.Factory.StartNew(
            () =>
            {
                Listener.IsOurs.Value = true;
                return main.Invoke(null, [settings.Select(setting => "--" + setting).ToArray()]);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (await Task.WhenAny(built.Task, _running) == _running)
            await _running;
        _host = await built.Task;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var heard = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(
            started.SetResult);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(90));
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(
                Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
            Timeout = TimeSpan.FromSeconds(30),
        };
        ApiKey = (await DevelopmentKey.ReadAsync(_data, CancellationToken.None))!;
    }

    private sealed class Listener(TaskCompletionSource<IHost> built, Action<IServiceCollection>? add)
        : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        /// <summary>Other tests build hosts at the same time.</summary>
        public static AsyncLocal<bool> IsOurs { get; } = new();

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
                value.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (IsOurs.Value && add is not null && value is { Key: "HostBuilding", Value: IHostBuilder builder })
                builder.ConfigureServices(add);
            if (IsOurs.Value && value is { Key: "HostBuilt", Value: IHost host })
                built.TrySetResult(host);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}

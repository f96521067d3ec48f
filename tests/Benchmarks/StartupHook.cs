using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

/// <summary>
/// Looks on while the gateway starts, from inside its process: .NET calls it before <c>Main</c> when the environment
/// asks for it, and by this very name ("host-startup-hook.md", dotnet/runtime).
/// </summary>
[SuppressMessage("Design", "MA0047", Justification = "The name is the run-time's.")]
internal static class StartupHook
{
    /// <summary>What the lines begin with that it prints.</summary>
    public const string Mark = "startup hook: ";

    private static int _asked;
    private static long _askedTicks;

    public static void Initialize()
    {
        Print("the run-time is there");
        DiagnosticListener.AllListeners.Subscribe(new Sources());
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Npgsql",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = static activity =>
            {
                Interlocked.Add(ref _askedTicks, activity.Duration.Ticks);
                Print(
                    string.Create(
                    CultureInfo.InvariantCulture,
                    $"PostgreSQL has answered {Interlocked.Increment(ref _asked)} times, in {TimeSpan.FromTicks(_askedTicks).TotalMilliseconds:0} ms in all"));
            },
        });
    }

    private static void Print(string what)
    {
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Mark}| {what} | {(DateTime.Now - process.StartTime).TotalMilliseconds:0} | {process.TotalProcessorTime.TotalMilliseconds:0} | {JitInfo.GetCompilationTime().TotalMilliseconds:0} | {JitInfo.GetCompiledMethodCount():N0} | {AppDomain.CurrentDomain.GetAssemblies().Length} |"));
    }

    /// <summary>Finds the host's events.</summary>
    private sealed class Sources : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
                value.Subscribe(new HostEvents());
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class HostEvents : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            switch (value.Key)
            {
                case "HostBuilding":
                    Print("configuration is read, services are about to be made");
                    break;
                case "HostBuilt" when value.Value is IHost host:
                    Print("the host is built");
                    host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(
                        () => Print("it is ready"));
                    break;
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}

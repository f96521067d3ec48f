using Gateway.Benchmarks;

// serve hub | serve gateway <redis>     the server's side, started by the load generator as a process of its own
// [--quick] [--fsync always|everysec]   the load generator: runs everything and prints the tables of docs/performance.md
if (args is ["serve", var kind, .. var rest])
    return await MeasuredServer.RunAsync(kind, rest.FirstOrDefault());

var scale = args.Contains("--quick") ? Scale.Quick : Scale.Full;
string[] policies = Array.IndexOf(args, "--fsync") is >= 0 and var at && at + 1 < args.Length ? [args[at + 1]] : ["always", "everysec"];
foreach (var policy in policies)
    await new Comparison(scale, policy, Console.Out).RunAsync();
return 0;

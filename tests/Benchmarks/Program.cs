using System.Globalization;
using Gateway.Benchmarks;

// serve hub | serve gateway <redis> | serve limited <redis> | serve form | serve accept <redis> | serve webhook <redis>
// | serve sms <redis> <provider> | serve telegram <redis> <provider>
//                                       the server's side, started by the load generator as a process of its own
// --refusals                            what the server spends on what it refuses
// [--quick] --memory                    what a session at rest takes up in Redis, by kind of key
// --start                               how long the built gateway takes until it is ready, and what that goes to
// [--quick] --at-rest                   what a turn costs while many sessions rest and many more are archived
// [--quick] --brain                     what a turn of the brain costs: in a large shop, with the kernel beside a bare
//                                       loop, and how much memory a workspace takes
// [--quick] --shop | --workspaces       of these the turns in the large shop, or the memory, alone
// [--quick] --planning                  free slots of a full planning, and bookings under contention
// [--quick] [--fsync always|everysec] --turns
//                                       whole turns, from webhook to provider, beside two frameworks for Node
// [--quick] [--fsync always|everysec] [--connections n] [--webhooks]
//                                       the load generator: runs everything and prints the tables of
//                                       docs/performance.md; with a number of connections only the closed loop of turns
//                                       with that many, to look into; or only the webhooks
if (args is ["serve", var kind, .. var rest])
    return await MeasuredServer.RunAsync(kind, rest.FirstOrDefault(), rest.ElementAtOrDefault(1));

if (args.Contains("--refusals"))
{
    await new RefusalComparison(Console.Out).RunAsync();
    return 0;
}

var scale = args.Contains("--quick") ? Scale.Quick : Scale.Full;
string[] policies = Array.IndexOf(args, "--fsync") is >= 0 and var at && at + 1 < args.Length
    ? [args[at + 1]]
    : ["always", "everysec"];
if (Array.IndexOf(args, "--connections") is >= 0 and var number && number + 1 < args.Length)
    scale =
        scale with { Connections = [int.Parse(args[number + 1], CultureInfo.InvariantCulture)], IdleConnections = 0 };
if (args.Contains("--memory"))
{
    await new SessionMemory(scale, Console.Out).RunAsync();
    return 0;
}

if (args.Contains("--start"))
{
    await new StartUp(Console.Out).RunAsync();
    return 0;
}

if (args.Contains("--at-rest"))
{
    await new AtRest(scale, Console.Out).RunAsync();
    return 0;
}

if (args.Contains("--shop"))
{
    await new BrainCosts(scale, Console.Out).RunShopAsync();
    return 0;
}

if (args.Contains("--workspaces"))
{
    await new BrainCosts(scale, Console.Out).RunWorkspacesAsync();
    return 0;
}

if (args.Contains("--brain"))
{
    await new BrainCosts(scale, Console.Out).RunAsync();
    return 0;
}

if (args.Contains("--planning"))
{
    await new PlanningCosts(scale, Console.Out).RunAsync();
    return 0;
}

if (args.Contains("--turns"))
{
    await NodePrograms.FetchAsync();
    foreach (var policy in policies)
        await new TurnComparison(scale, policy, Console.Out).RunAsync();
    return 0;
}

foreach (var policy in policies)
{
    if (!args.Contains("--webhooks"))
        await new Comparison(scale, policy, Console.Out).RunAsync();
    if (scale.IdleConnections > 0)
        await new WebhookComparison(scale, policy, Console.Out).RunAsync();
}

return 0;

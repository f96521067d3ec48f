namespace Gateway.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Connections">Closed loops: how many connections each.</param>
/// <param name="Rounds">How often each server has its go at a level; they take turns, and the median counts.</param>
/// <param name="Compiling">At the start: how long each server is kept busy until what it runs is compiled at its
/// best.</param>
/// <param name="WarmUp">Before each go.</param>
/// <param name="Go">How long each go is.</param>
/// <param name="TurnsPerSecond">The fixed rate of the open loop.</param>
/// <param name="OpenLoop">How long the open loop is, each go.</param>
/// <param name="OpenLoopConnections">How many connections share the fixed rate.</param>
/// <param name="IdleConnections">How many connections the memory is measured with; 0 leaves out all but the closed
/// loop.</param>
/// <param name="WebhookConnections">Closed loops of webhooks: how many connections each.</param>
/// <param name="Webhooks">How many webhooks a go has at the most.</param>
/// <param name="WebhooksPerSecond">The fixed rate of the open loop of webhooks.</param>
/// <param name="Turns">How many turns a go from webhook to provider has.</param>
/// <param name="GrowingPerSecond">How many growing answers are begun in a second.</param>
/// <param name="Growing">How long growing answers are measured, once they end as fast as they begin.</param>
/// <param name="AtRest">How many sessions rest in Redis.</param>
/// <param name="Archived">How many sessions lie in the archive.</param>
/// <param name="Weighed">How many sessions the memory of one is taken from.</param>
/// <param name="Products">How many products the large shop has.</param>
/// <param name="Asked">How often each question is asked, once it is warm.</param>
/// <param name="Workspaces">How many small shops the memory of one is taken from.</param>
/// <param name="Searches">How often free slots of a week are looked for.</param>
internal sealed record Scale(
    int[] Connections, int Rounds, TimeSpan Compiling, TimeSpan WarmUp, TimeSpan Go, int TurnsPerSecond,
    TimeSpan OpenLoop, int OpenLoopConnections, int IdleConnections,
    int[] WebhookConnections, int Webhooks, int WebhooksPerSecond,
    int Turns, int GrowingPerSecond, TimeSpan Growing, int AtRest, int Archived, int Weighed,
    int Products, int Asked, int Workspaces, int Searches)
{
    public static Scale Full { get; } = new(
        [1, 50, 500, 2_000], Rounds: 3, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), 300,
        TimeSpan.FromSeconds(6), 300, 2_000,
        [1, 16, 64, 256], 20_000, 500, 10_000, 100, TimeSpan.FromSeconds(60), 100_000, 1_000_000, 2_000,
        Products: 10_000, Asked: 5, Workspaces: 1_000, Searches: 5_000);

    public static Scale Quick { get; } = new(
        [1, 50], Rounds: 1, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), 300,
        TimeSpan.FromSeconds(3), 100, 200,
        [1, 64], 8_000, 500, 2_000, 30, TimeSpan.FromSeconds(10), 2_000, 20_000, 200,
        Products: 1_000, Asked: 1, Workspaces: 100, Searches: 1_000);
}

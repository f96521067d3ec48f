using System.Globalization;
using Gateway.Brain.Sales.Judges;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Solutions;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Sales;

/// <summary>
/// Writes what a turn owed the customer records when it ended: it was cut off, or the records were away. No judge is
/// asked for it, and nobody hears of it.
/// </summary>
internal sealed partial class OwedRecord(Recording recording, ILogger<OwedRecord> logger)
{
    // Some three days, an hour apart in the end.
    private const int MostAttempts = 76;
    private const int MostDoublings = 6;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Writes it, or has it tried again later.</summary>
    /// <param name="context">The turn; one of its wakes has <see cref="SalesTurn.OwedWake"/>.</param>
    /// <param name="settings">The workspace's.</param>
    /// <param name="sales">The state; what it owes.</param>
    /// <param name="attempt">How often it was tried, from 1 on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CaughtUp> WriteAsync(
        TurnContext context, SalesSettings settings, SalesState sales, int attempt,
        CancellationToken cancellationToken)
    {
        // Told and asked was what the turn before had to tell and ask.
        var turn = new SalesTurn(context, settings, sales with { EscalationTold = true }, proposal: null);
        try
        {
            await recording.TakeAsync(
                turn, new CrmEntry(), new ToolCall($"{context.Turn.Id}:{SalesAgents.Crm}", context.At),
                cancellationToken);
            return new CaughtUp(turn.Sales with { EscalationTold = sales.EscalationTold }, []);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            if (attempt >= MostAttempts)
            {
                Log.GivenUp(logger, fault, context.Turn.Id, attempt);
                return new CaughtUp(sales, []);
            }

            Log.Failed(logger, fault, context.Turn.Id, attempt);
            return new CaughtUp(sales, [WakeChange.Set(After(context.At, attempt))]);
        }
    }

    /// <summary>How often it was tried by the time of a wake, from 1 on; null for no such wake.</summary>
    public static int? AttemptOf(Turn turn) =>
        turn.Wakes.FirstOrDefault(wake => wake.Name == SalesTurn.OwedWake) is not { } wake ? null
        : int.TryParse(wake.Payload, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt
        : 1;

    private static Wake After(DateTimeOffset now, int attempt)
    {
        var pause = First * (1 << Math.Min(attempt, MostDoublings));
        return SalesTurn.Owed(now + (pause < Longest ? pause : Longest)) with
        {
            Payload = (attempt + 1).ToString(CultureInfo.InvariantCulture),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning, "Turn {Turn}: what is owed the customer records cannot be written ({Attempt})")]
        public static partial void Failed(ILogger logger, Exception fault, TurnId turn, int attempt);

        [LoggerMessage(
            LogLevel.Error, "Turn {Turn}: what is owed the customer records was given up after {Attempt} attempts")]
        public static partial void GivenUp(ILogger logger, Exception fault, TurnId turn, int attempt);
    }
}

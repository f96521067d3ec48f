using System.Diagnostics;
using System.Globalization;
using Gateway.Brain.Inspection.Planning;
using Npgsql;

namespace Gateway.Benchmarks;

/// <summary>Many who want the same slots at the same time.</summary>
/// <param name="wishes">What they want, one after the other; more than there is.</param>
/// <param name="callers">How many ask at once.</param>
/// <param name="output">Where a line of the table goes.</param>
internal sealed class BookingContention(Slot[] wishes, int callers, TextWriter output)
{
    /// <summary>
    /// Measures one way to book: told who asks, for what and under which key, it says whether it was booked.
    /// </summary>
    public async Task MeasureAsync(string what, Func<int, Slot, string, Task<bool>> book)
    {
        var (next, booked, gone, unanswered) = (-1, 0, 0, 0);
        var started = Stopwatch.GetTimestamp();
        var used = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var wish && wish < wishes.Length)
            {
                bool? isBooked = null;
                while (isBooked is null)
                {
                    isBooked = await TryAsync(() => book(caller, wishes[wish], KeyOf(wish)));
                    if (isBooked is null)
                        Interlocked.Increment(ref unanswered);
                }

                if (isBooked.Value)
                    Interlocked.Increment(ref booked);
                else
                    Interlocked.Increment(ref gone);
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var each = (Environment.CpuUsage.TotalTime - used).TotalMilliseconds / wishes.Length;
        var (bookedASecond, answered) = (booked / seconds, wishes.Length / seconds);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {wishes.Length:N0} | {booked:N0} | {gone:N0} | {unanswered:N0} | {bookedASecond:N0} | {answered:N0} | {each:N2} |"));
    }

    private static string KeyOf(int wish) => string.Create(CultureInfo.InvariantCulture, $"wish-{wish}");

    // Null when the database did not answer in time; asked again under its key, it is booked once all the same.
    private static async Task<bool?> TryAsync(Func<Task<bool>> book)
    {
        try
        {
            return await book();
        }
        catch (Exception fault) when ((fault as NpgsqlException ?? fault.InnerException) is NpgsqlException)
        {
            return null;
        }
    }
}

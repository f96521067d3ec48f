using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Inspection.Calendars;

/// <summary>Asks ical.js what stands in a calendar.</summary>
internal static class CalendarOracle
{
    public static async Task<OracleCalendar> ReadAsync(string calendar)
    {
        using var node = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                Path.Combine(
                    GatewayProcess.Root, "tests", "Brain.Tests", "Inspection", "Calendars", "Oracle", "oracle.cjs"),
            },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        })!;
        await node.StandardInput.WriteAsync(calendar);
        node.StandardInput.Close();
        var answer = await node.StandardOutput.ReadToEndAsync();
        var fault = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0, fault);
        return JsonSerializer.Deserialize<OracleCalendar>(answer, JsonSerializerOptions.Web)!;
    }
}

/// <summary>A calendar as ical.js reads it.</summary>
internal sealed record OracleCalendar(string? Method, string? Name, IReadOnlyList<OracleEvent> Events);

/// <summary>One of its events.</summary>
internal sealed record OracleEvent(
    string Uid, int Sequence, string? Status, string? Transp, string Summary, string? Description, string? Location,
    DateTimeOffset Start, DateTimeOffset End, DateTimeOffset Stamp, IReadOnlyList<string> Attendees);

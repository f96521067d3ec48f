using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>The centres' own calendars, as records.</summary>
internal sealed class CalendarRecords : IRecordsPart
{
    public void Map(ModelBuilder model)
    {
        model.ApplyConfiguration(new CentreCalendarMapping());
        model.ApplyConfiguration(new CalendarTimeMapping());
        model.ApplyConfiguration(new CalendarConflictMapping());
    }
}

/// <summary>The sets of calendars.</summary>
public static class CalendarSets
{
    extension(RecordsDbContext db)
    {
        /// <summary>How things stand with each centre's calendar.</summary>
        public DbSet<CentreCalendar> CentreCalendars => db.Set<CentreCalendar>();

        /// <summary>What the calendars take.</summary>
        public DbSet<CalendarTime> CalendarTimes => db.Set<CalendarTime>();

        /// <summary>Where that meets appointments.</summary>
        public DbSet<CalendarConflict> CalendarConflicts => db.Set<CalendarConflict>();
    }
}

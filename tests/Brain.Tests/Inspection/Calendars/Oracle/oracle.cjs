// Reads a calendar on standard input and writes on standard output what ical.js finds in it:
//   {method, name, events: [{uid, sequence, status, transp, summary, description, location, start, end, stamp, attendees}]}
// Times are ISO 8601 in UTC.
'use strict';

const { readFileSync } = require('node:fs');
const ICAL = require('ical.js');

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')));
const textOf = (component, name) => component.getFirstPropertyValue(name);
const momentOf = (component, name) => component.getFirstPropertyValue(name)?.toJSDate().toISOString();

process.stdout.write(JSON.stringify({
  method: textOf(calendar, 'method'),
  name: textOf(calendar, 'x-wr-calname'),
  events: calendar.getAllSubcomponents('vevent').map((event) => ({
    uid: textOf(event, 'uid'),
    sequence: textOf(event, 'sequence'),
    status: textOf(event, 'status'),
    transp: textOf(event, 'transp'),
    summary: textOf(event, 'summary'),
    description: textOf(event, 'description'),
    location: textOf(event, 'location'),
    start: momentOf(event, 'dtstart'),
    end: momentOf(event, 'dtend'),
    stamp: momentOf(event, 'dtstamp'),
    attendees: event.getAllProperties('attendee').map((attendee) => attendee.getFirstValue()),
  })),
}));

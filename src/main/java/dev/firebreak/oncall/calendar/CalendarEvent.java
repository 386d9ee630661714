package dev.firebreak.oncall.calendar;

import java.time.Instant;
import java.util.List;

/**
 * One occurrence of an event of a calendar.
 *
 * @param mails of its attendees
 */
record CalendarEvent(String uid, String summary, List<String> mails, Instant starts, Instant ends) {}

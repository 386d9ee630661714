package dev.firebreak.oncall.calendar;

import dev.firebreak.web.FieldInvalid;

/** A calendar can't become overrides: 400, with the line. */
class CalendarUnreadable extends FieldInvalid {

    private static final long serialVersionUID = 1L;

    CalendarUnreadable(int line, String why) {
        super("calendar", "line " + line + ": " + why);
    }

    CalendarUnreadable(String why) {
        super("calendar", why);
    }
}

package dev.firebreak.engine.hardening;

import dev.firebreak.engine.admission.expression.TimerText;
import java.util.Date;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.calendar.BusinessCalendarManager;
import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DueDateBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DurationBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.MapBusinessCalendarManager;
import org.camunda.bpm.engine.task.Task;

/**
 * The engine's calendars, which read what a timer's variable holds. They refuse a text with a repetition, which the
 * engine would count one by one, and numbers that overflow (guarantees.md H4). Cycles come from models only, so
 * admission has checked them.
 */
final class BoundedTimers {

    private BoundedTimers() {}

    static BusinessCalendarManager calendars() {
        var calendars = new MapBusinessCalendarManager();
        calendars.addBusinessCalendar(DurationBusinessCalendar.NAME, new Durations());
        calendars.addBusinessCalendar(DueDateBusinessCalendar.NAME, new Dates());
        calendars.addBusinessCalendar(CycleBusinessCalendar.NAME, new CycleBusinessCalendar());
        return calendars;
    }

    private static String safe(String text) {
        if (text == null || !TimerText.isSafe(text.strip())) {
            throw new ProcessEngineException("a timer or due date needs a duration or a date in ISO 8601");
        }
        return text;
    }

    private static final class Durations extends DurationBusinessCalendar {

        @Override
        public Date resolveDuedate(String text) {
            return super.resolveDuedate(safe(text));
        }

        @Override
        public Date resolveDuedate(String text, Date start) {
            return super.resolveDuedate(safe(text), start);
        }

        @Override
        public Date resolveDuedate(String text, Task task) {
            return super.resolveDuedate(safe(text), task);
        }
    }

    private static final class Dates extends DueDateBusinessCalendar {

        @Override
        public Date resolveDuedate(String text) {
            return super.resolveDuedate(safe(text));
        }

        @Override
        public Date resolveDuedate(String text, Date start) {
            return super.resolveDuedate(safe(text), start);
        }

        @Override
        public Date resolveDuedate(String text, Task task) {
            return super.resolveDuedate(safe(text), task);
        }
    }
}

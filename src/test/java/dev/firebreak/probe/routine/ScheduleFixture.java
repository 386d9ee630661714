package dev.firebreak.probe.routine;

import org.springframework.context.ApplicationContext;

/** Looks for routine checks that are due, when a test says so. */
public final class ScheduleFixture {

    private ScheduleFixture() {}

    public static void look(ApplicationContext node) {
        node.getBean(RoutineSchedule.class).look();
    }
}

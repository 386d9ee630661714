package dev.firebreak.alert.http;

import org.springframework.context.ApplicationContext;

/** Shows tests of other packages how many bytes of payloads may still arrive. */
public final class InFlightFixture {

    private InFlightFixture() {}

    public static long room(ApplicationContext context) {
        return context.getBean(InFlightLimit.class).room();
    }
}
